// Mistake: the counter is a plain int; goroutines that drop at the same time change it at the same time.
package exercises

type Sender[T any] struct {
	out     chan<- T
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
		s.dropped++
		return false
	}
}

func (s *Sender[T]) Dropped() int {
	return s.dropped
}
