package exercises

import "sync/atomic"

// A Sender hands values to whoever receives from a channel, and drops those for
// which there is neither a receiver nor room. Any number of goroutines may use
// it at the same time.
type Sender[T any] struct {
	out     chan<- T
	dropped atomic.Int64
}

// NewSender returns a Sender for out, which may be buffered, unbuffered or nil:
// a nil channel is one from which nobody receives. out is never closed.
func NewSender[T any](out chan<- T) *Sender[T] {
	return &Sender[T]{out: out}
}

// TrySend sends v if that is possible at once, and returns true. Otherwise it
// drops v, counts it as dropped and returns false.
func (s *Sender[T]) TrySend(v T) bool {
	select {
	case s.out <- v:
		return true
	default:
		s.dropped.Add(1)
		return false
	}
}

// Dropped returns how many values were dropped until now. It may be called
// while other goroutines are in TrySend.
func (s *Sender[T]) Dropped() int {
	return int(s.dropped.Load())
}
