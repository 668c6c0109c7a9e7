// Mistake: a goroutine of its own adds to the count; when TrySend has returned, the value may not have been counted yet.
package exercises

import "sync/atomic"

type Sender[T any] struct {
	out     chan<- T
	dropped atomic.Int64
}

func NewSender[T any](out chan<- T) *Sender[T] { return &Sender[T]{out: out} }

func (s *Sender[T]) TrySend(v T) bool {
	select {
	case s.out <- v:
		return true
	default:
		go s.dropped.Add(1)
		return false
	}
}

func (s *Sender[T]) Dropped() int { return int(s.dropped.Load()) }
