// Another way: one mutex is held over the try and the count, so that both are one step: whoever reads the count sees no value in between. Senders wait for each other a moment; an atomic counter would let them pass.
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
	defer s.mu.Unlock()
	select {
	case s.out <- v:
		return true
	default:
		s.dropped++
	}
	return false
}

func (s *Sender[T]) Dropped() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.dropped
}
