// Mistake: it rings for each subscriber with a send that does not wait, on a channel without room; one that has looked, and does not wait yet, misses the bell and sleeps beside its event.
package exercises

import (
	"context"
	"sync"
)

type Journal[T any] struct {
	mu     sync.Mutex // guards the rest
	events []T
	bells  map[chan struct{}]struct{} // one for each subscriber
	closed bool
}

func NewJournal[T any]() *Journal[T] {
	return &Journal[T]{bells: map[chan struct{}]struct{}{}}
}

func (j *Journal[T]) Publish(event T) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if !j.closed {
		j.events = append(j.events, event)
		j.ring()
	}
}

func (j *Journal[T]) Close() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.closed = true
	j.ring()
}

// ring wakes all who wait. The caller holds j.mu.
func (j *Journal[T]) ring() {
	for bell := range j.bells {
		select {
		case bell <- struct{}{}:
		default:
		}
	}
}

func (j *Journal[T]) Subscribe(ctx context.Context) <-chan T {
	to, bell := make(chan T), make(chan struct{})
	j.mu.Lock()
	defer j.mu.Unlock()
	j.bells[bell] = struct{}{}
	go func() {
		defer close(to)
		defer j.forget(bell)
		for next := 0; ; {
			events, closed := j.from(next)
			for _, event := range events {
				select {
				case to <- event:
				case <-ctx.Done():
					return
				}
			}
			next += len(events)
			if len(events) > 0 {
				continue
			}
			if closed {
				return
			}
			select {
			case <-bell:
			case <-ctx.Done():
				return
			}
		}
	}()
	return to
}

func (j *Journal[T]) from(next int) (events []T, closed bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.events[next:], j.closed
}

func (j *Journal[T]) forget(bell chan struct{}) {
	j.mu.Lock()
	defer j.mu.Unlock()
	delete(j.bells, bell)
}
