package exercises

// A Sender hands values to whoever receives from a channel, and drops those for
// which there is neither a receiver nor room. Any number of goroutines may use
// it at the same time.
type Sender[T any] struct {
	out chan<- T
	// Add what you need to count.
}

// NewSender returns a Sender for out, which may be buffered, unbuffered or nil:
// a nil channel is one from which nobody receives. out is never closed.
func NewSender[T any](out chan<- T) *Sender[T] {
	return &Sender[T]{out: out}
}

// TrySend sends v if that is possible at once, and returns true. Otherwise it
// drops v, counts it as dropped and returns false.
//
//   - TrySend never waits, not for a moment.
//   - A receiver that is waiting gets v, also when the channel has no buffer.
//   - A value that was dropped is gone. No goroutine is left behind to send it.
func (s *Sender[T]) TrySend(v T) bool {
	panic("not implemented")
}

// Dropped returns how many values were dropped until now. It may be called
// while other goroutines are in TrySend.
func (s *Sender[T]) Dropped() int {
	panic("not implemented")
}
