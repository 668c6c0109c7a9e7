// Mistake: the lock that guards the value is held while compute runs: Peek, which only wants to look, waits as long.
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
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.value, l.there
}
