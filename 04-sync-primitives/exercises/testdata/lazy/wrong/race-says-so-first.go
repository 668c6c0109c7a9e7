// Mistake: the flag that says the value is there is set before the value is: Peek may look between.
package exercises

import (
	"sync"
	"sync/atomic"
)

type Lazy[T any] struct {
	compute func() (T, error)
	mu      sync.Mutex // held by who computes
	there   atomic.Bool
	value   T
}

func NewLazy[T any](compute func() (T, error)) *Lazy[T] { return &Lazy[T]{compute: compute} }

func (l *Lazy[T]) Get() (T, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.there.Load() {
		return l.value, nil
	}
	v, err := l.compute()
	if err == nil {
		l.there.Store(true)
		l.value = v
	}
	return v, err
}

func (l *Lazy[T]) Peek() (T, bool) {
	if l.there.Load() {
		return l.value, true
	}
	var none T
	return none, false
}
