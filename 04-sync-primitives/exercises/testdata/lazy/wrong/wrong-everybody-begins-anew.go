// Mistake: a OnceValues does the waiting, and after an error everybody who got it puts a new one in its place: also in place of one that is at work already.
package exercises

import "sync"

type Lazy[T any] struct {
	compute func() (T, error)
	mu      sync.Mutex
	once    func() (T, error)
	value   T
	there   bool
}

func NewLazy[T any](compute func() (T, error)) *Lazy[T] {
	return &Lazy[T]{compute: compute, once: sync.OnceValues(compute)}
}

func (l *Lazy[T]) Get() (T, error) {
	l.mu.Lock()
	once := l.once
	l.mu.Unlock()
	value, err := once()
	l.mu.Lock()
	defer l.mu.Unlock()
	if err != nil {
		l.once = sync.OnceValues(l.compute)
	} else {
		l.value, l.there = value, true
	}
	return value, err
}

func (l *Lazy[T]) Peek() (T, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.value, l.there
}
