// Mistake: it tries until it succeeds; the default that was to make it quick burns a core.
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
	for {
		select {
		case s.out <- v:
			return true
		default:
			s.dropped.Add(1)
		}
	}
}

func (s *Sender[T]) Dropped() int {
	return int(s.dropped.Load())
}
