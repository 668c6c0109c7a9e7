// Mistake: it looks at a plain bool before it takes the lock, to save it. The bool may be seen before the value is.
package exercises

import "sync"

type Lazy[T any] struct {
	compute func() (T, error)
	mu      sync.Mutex // guards the fields below
	there   bool
	value   T
}

func NewLazy[T any](compute func() (T, error)) *Lazy[T] {
	return &Lazy[T]{compute: compute}
}

func (l *Lazy[T]) Get() (T, error) {
	if l.there { // saves the lock
		return l.value, nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.there {
		return l.value, nil
	}
	value, err := l.compute()
	if err != nil {
		var none T
		return none, err
	}
	l.value, l.there = value, true
	return value, nil
}

func (l *Lazy[T]) Peek() (T, bool) {
	return l.value, l.there
}
