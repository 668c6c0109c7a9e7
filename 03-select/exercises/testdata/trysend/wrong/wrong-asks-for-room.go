// Mistake: it asks whether there is room in the buffer; an unbuffered channel never has any, even with a receiver waiting.
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
	if len(s.out) < cap(s.out) {
		s.out <- v
		return true
	}
	s.dropped++
	return false
}

func (s *Sender[T]) Dropped() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.dropped
}
