// Mistake: what nobody receives now it leaves to a goroutine, which waits for a receiver that may never come.
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
	select {
	case s.out <- v:
		return true
	default:
		s.dropped.Add(1)
		go func() { s.out <- v }()
		return false
	}
}

func (s *Sender[T]) Dropped() int {
	return int(s.dropped.Load())
}
