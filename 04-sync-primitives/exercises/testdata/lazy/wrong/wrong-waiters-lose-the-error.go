// Mistake: who waited for the attempt returns its value and nil, whatever came out: zero, as if it had been computed.
package exercises

import "sync"

type Lazy[T any] struct {
	compute func() (T, error)
	mu      sync.Mutex  // guards current
	current *attempt[T] // under way, or the one that succeeded
}

type attempt[T any] struct {
	done  chan struct{} // closed when value and err are there
	value T
	err   error
}

func NewLazy[T any](compute func() (T, error)) *Lazy[T] {
	return &Lazy[T]{compute: compute}
}

func (l *Lazy[T]) Get() (T, error) {
	l.mu.Lock()
	if a := l.current; a != nil {
		l.mu.Unlock()
		<-a.done
		return a.value, nil
	}
	a := &attempt[T]{done: make(chan struct{})}
	l.current = a
	l.mu.Unlock()

	a.value, a.err = l.compute()
	if a.err != nil {
		var none T
		a.value = none
		l.mu.Lock()
		l.current = nil
		l.mu.Unlock()
	}
	close(a.done)
	return a.value, a.err
}

func (l *Lazy[T]) Peek() (value T, ok bool) {
	l.mu.Lock()
	a := l.current
	l.mu.Unlock()
	if a == nil {
		return value, false
	}
	select {
	case <-a.done:
		return a.value, a.err == nil
	default:
		return value, false
	}
}
