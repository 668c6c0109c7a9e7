// Mistake: whoever comes while compute is at work sleeps a moment, looks, and sleeps again: late when it is over, and busy while it is not.
package exercises

import (
	"sync/atomic"
	"time"
)

type Lazy[T any] struct {
	compute func() (T, error)
	busy    atomic.Bool
	value   atomic.Pointer[T]
}

func NewLazy[T any](compute func() (T, error)) *Lazy[T] { return &Lazy[T]{compute: compute} }

func (l *Lazy[T]) Get() (T, error) {
	for !l.busy.CompareAndSwap(false, true) {
		if v, ok := l.Peek(); ok {
			return v, nil
		}
		time.Sleep(time.Millisecond)
	}
	defer l.busy.Store(false)
	if v, ok := l.Peek(); ok {
		return v, nil
	}
	v, err := l.compute()
	if err == nil {
		l.value.Store(&v)
	}
	return v, err
}

func (l *Lazy[T]) Peek() (T, bool) {
	if v := l.value.Load(); v != nil {
		return *v, true
	}
	var none T
	return none, false
}
