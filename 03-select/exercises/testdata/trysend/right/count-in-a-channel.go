// Another way: the count travels in a channel with room for one, and whoever holds it may change it. No lock and no atomic; a channel used as a lock costs more than either.
package exercises

type Sender[T any] struct {
	out chan<- T

	dropped chan int // holds the count; empty while somebody changes it
}

func NewSender[T any](out chan<- T) *Sender[T] {
	s := &Sender[T]{out: out, dropped: make(chan int, 1)}
	s.dropped <- 0
	return s
}

func (s *Sender[T]) TrySend(v T) bool {
	sent := false
	select {
	case s.out <- v:
		sent = true
	default:
	}
	if !sent {
		s.dropped <- 1 + <-s.dropped
	}
	return sent
}

func (s *Sender[T]) Dropped() int {
	n := <-s.dropped
	s.dropped <- n
	return n
}
