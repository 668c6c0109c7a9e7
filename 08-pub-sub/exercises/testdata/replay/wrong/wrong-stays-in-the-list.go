// Mistake: each subscriber has a bell that Publish rings. Whoever goes leaves its bell in the list, so the list grows for ever, and Publish rings for nobody.
package exercises

import (
	"context"
	"sync"
)

type Journal[T any] struct {
	mu     sync.Mutex
	events []T
	subs   map[chan struct{}]bool
	closed bool
}

func NewJournal[T any]() *Journal[T] { return &Journal[T]{subs: map[chan struct{}]bool{}} }
func (j *Journal[T]) wake() {
	for s := range j.subs {
		select {
		case s <- struct{}{}:
		default:
		}
	}
}

func (j *Journal[T]) Publish(event T) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.closed {
		return
	}
	j.events = append(j.events, event)
	j.wake()
}

func (j *Journal[T]) Subscribe(ctx context.Context) <-chan T {
	out, bell := make(chan T), make(chan struct{}, 1)
	j.mu.Lock()
	j.subs[bell] = true
	j.mu.Unlock()
	go func() {
		defer close(out)
		for n := 0; ; {
			j.mu.Lock()
			now, closed := j.events[n:], j.closed
			j.mu.Unlock()
			for _, e := range now {
				select {
				case out <- e:
				case <-ctx.Done():
					return
				}
			}
			n += len(now)
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
	return out
}

func (j *Journal[T]) Close() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.closed = true
	j.wake()
}
