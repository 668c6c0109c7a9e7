// Mistake: it looks, and computes without a lock between the two: whoever comes while compute is at work looks, finds nothing, and computes too.
package exercises

import "sync/atomic"

type Lazy[T any] struct {
	compute func() (T, error)
	value   atomic.Pointer[T] // nil until it is there
}

func NewLazy[T any](compute func() (T, error)) *Lazy[T] {
	return &Lazy[T]{compute: compute}
}

func (l *Lazy[T]) Get() (T, error) {
	if value, ok := l.Peek(); ok {
		return value, nil
	}
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
