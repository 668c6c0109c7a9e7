// Another way: each attempt is a sync.OnceValues, and whoever gets an error puts a new one in its place, unless another has. Those who wait share the attempt and its error; the price is one closure for each failure.
package exercises

import (
	"sync"
	"sync/atomic"
)

type Lazy[T any] struct {
	compute func() (T, error)
	attempt atomic.Pointer[func() (T, error)]
	value   atomic.Pointer[T]
}

func NewLazy[T any](compute func() (T, error)) *Lazy[T] {
	l := &Lazy[T]{compute: compute}
	l.attempt.Store(l.next())
	return l
}

// next returns an attempt that nobody has begun.
func (l *Lazy[T]) next() *func() (T, error) {
	attempt := sync.OnceValues(func() (T, error) {
		v, err := l.compute()
		if err == nil {
			l.value.Store(&v)
		}
		return v, err
	})
	return &attempt
}

func (l *Lazy[T]) Get() (T, error) {
	attempt := l.attempt.Load()
	v, err := (*attempt)()
	if err != nil {
		l.attempt.CompareAndSwap(attempt, l.next())
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
