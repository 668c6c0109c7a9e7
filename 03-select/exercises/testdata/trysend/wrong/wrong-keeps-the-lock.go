// Mistake: when the value was sent it returns without unlocking; whoever comes next waits for ever.
package exercises

import "sync"

type Sender[T any] struct {
	out chan<- T

	mu      sync.Mutex // guards dropped
	dropped int
}

func NewSender[T any](out chan<- T) *Sender[T] {
	return &Sender[T]{out: out}
}

func (s *Sender[T]) TrySend(v T) bool {
	s.mu.Lock()
	select {
	case s.out <- v:
		return true
	default:
		s.dropped++
		s.mu.Unlock()
		return false
	}
}

func (s *Sender[T]) Dropped() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.dropped
}
