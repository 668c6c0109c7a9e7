// Mistake: a send without a select waits until somebody receives.
package exercises

import "sync/atomic"

type Sender[T any] struct {
	out     chan<- T
	dropped atomic.Int64
}

func NewSender[T any](out chan<- T) *Sender[T] {
	return &Sender[T]{out: out}
}

func (s *Sender[T]) TrySend(v T) bool {
	s.out <- v
	return true
}

func (s *Sender[T]) Dropped() int {
	return int(s.dropped.Load())
}
