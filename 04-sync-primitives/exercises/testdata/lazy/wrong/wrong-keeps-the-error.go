// Mistake: a sync.Once calls compute once, whatever comes out: one failure, and the error is there for good.
package exercises

import "sync"

type Lazy[T any] struct {
	compute func() (T, error)
	once    sync.Once
	mu      sync.Mutex // guards the fields below
	there   bool
	value   T
	err     error
}

func NewLazy[T any](compute func() (T, error)) *Lazy[T] {
	return &Lazy[T]{compute: compute}
}

func (l *Lazy[T]) Get() (T, error) {
	l.once.Do(func() {
		value, err := l.compute()
		l.mu.Lock()
		defer l.mu.Unlock()
		l.value, l.err, l.there = value, err, err == nil
	})
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.value, l.err
}

func (l *Lazy[T]) Peek() (T, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.value, l.there
}
