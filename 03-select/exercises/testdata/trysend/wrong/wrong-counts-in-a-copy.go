// Mistake: TrySend has a value receiver, and so counts in a copy of the Sender; the count is lost.
package exercises

type Sender[T any] struct {
	out     chan<- T
	dropped int
}

func NewSender[T any](out chan<- T) *Sender[T] {
	return &Sender[T]{out: out}
}

func (s Sender[T]) TrySend(v T) bool {
	select {
	case s.out <- v:
		return true
	default:
		s.dropped++
		return false
	}
}

func (s *Sender[T]) Dropped() int {
	return s.dropped
}
