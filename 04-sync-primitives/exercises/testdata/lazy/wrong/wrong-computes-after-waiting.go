// Mistake: it looks before it takes the lock and not again when it has it: all that waited compute, one after another.
package exercises

import (
	"sync"
	"sync/atomic"
)

type Lazy[T any] struct {
	computing sync.Mutex // held while compute runs
	compute   func() (T, error)
	value     atomic.Pointer[T] // nil until it is there; stored with computing held
}

func NewLazy[T any](compute func() (T, error)) *Lazy[T] {
	return &Lazy[T]{compute: compute}
}

func (l *Lazy[T]) Get() (T, error) {
	if value, ok := l.Peek(); ok {
		return value, nil
	}
	l.computing.Lock()
	defer l.computing.Unlock()
	value, err := l.compute()
	if err != nil {
		var none T
		return none, err
	}
	l.value.Store(&value)
	return value, nil
}

func (l *Lazy[T]) Peek() (T, bool) {
	if value := l.value.Load(); value != nil {
		return *value, true
	}
	var none T
	return none, false
}
