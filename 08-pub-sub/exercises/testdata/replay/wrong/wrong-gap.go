// Mistake: first the history, then it asks for live events. What is published while the history is received is in neither.
package exercises

import (
	"context"
	"slices"
	"sync"
)

type Journal[T any] struct {
	mu      sync.Mutex // guards the rest, and the queues
	history []T
	queues  map[*queue[T]]struct{}
	closed  bool
}

// A queue holds what one subscriber has to receive.
type queue[T any] struct {
	events []T
	closed bool          // no more come
	wake   chan struct{} // holds one when something has changed
}

func NewJournal[T any]() *Journal[T] {
	return &Journal[T]{queues: map[*queue[T]]struct{}{}}
}

func (j *Journal[T]) Publish(event T) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.closed {
		return
	}
	j.history = append(j.history, event)
	for q := range j.queues {
		q.events = append(q.events, event)
		q.tell()
	}
}

func (j *Journal[T]) Close() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.closed = true
	for q := range j.queues {
		q.closed = true
		q.tell()
	}
}

func (q *queue[T]) tell() {
	select {
	case q.wake <- struct{}{}:
	default: // it knows
	}
}

func (j *Journal[T]) Subscribe(ctx context.Context) <-chan T {
	out := make(chan T)
	q := &queue[T]{wake: make(chan struct{}, 1)}
	j.mu.Lock()
	defer j.mu.Unlock()
	go j.deliver(ctx, q, slices.Clone(j.history), out)
	return out
}

func (j *Journal[T]) deliver(ctx context.Context, q *queue[T], history []T, out chan<- T) {
	defer close(out)
	for _, event := range history {
		select {
		case out <- event:
		case <-ctx.Done():
			return
		}
	}
	j.join(q) // what was published meanwhile is in neither
	defer j.forget(q)
	for {
		events, closed := j.take(q)
		for _, event := range events {
			select {
			case out <- event:
			case <-ctx.Done():
				return
			}
		}
		if closed { // and then nothing was added
			return
		}
		select {
		case <-q.wake:
		case <-ctx.Done():
			return
		}
	}
}

func (j *Journal[T]) take(q *queue[T]) (events []T, closed bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	events, q.events = q.events, nil
	return events, q.closed
}

func (j *Journal[T]) forget(q *queue[T]) {
	j.mu.Lock()
	defer j.mu.Unlock()
	delete(j.queues, q)
}

func (j *Journal[T]) join(q *queue[T]) {
	j.mu.Lock()
	defer j.mu.Unlock()
	q.closed = j.closed
	j.queues[q] = struct{}{}
}
