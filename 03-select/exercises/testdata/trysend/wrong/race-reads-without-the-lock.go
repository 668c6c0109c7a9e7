// Mistake: who changes the count locks, who reads it does not; a read beside a write is a race too.
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
	select {
	case s.out <- v:
		return true
	default:
		s.mu.Lock()
		defer s.mu.Unlock()
		s.dropped++
		return false
	}
}

func (s *Sender[T]) Dropped() int {
	return s.dropped
}
