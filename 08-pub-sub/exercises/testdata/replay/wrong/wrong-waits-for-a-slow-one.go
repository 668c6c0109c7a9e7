// Mistake: a queue for each subscriber with room for a hundred more. When one is full Publish waits, under the lock, and everybody else with it.
package exercises

import (
	"context"
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
	events chan T
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
		q.events <- event
	}
}

func (j *Journal[T]) Close() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.closed = true
	for q := range j.queues {
		close(q.events)
		delete(j.queues, q)
	}
}

func (j *Journal[T]) Subscribe(ctx context.Context) <-chan T {
	out := make(chan T)
	j.mu.Lock()
	defer j.mu.Unlock()
	q := &queue[T]{events: make(chan T, len(j.history)+100)}
	for _, event := range j.history {
		q.events <- event
	}
	if j.closed {
		close(q.events)
	} else {
		j.queues[q] = struct{}{}
	}
	go j.deliver(ctx, q, out)
	return out
}

func (j *Journal[T]) deliver(ctx context.Context, q *queue[T], out chan<- T) {
	defer close(out)
	defer j.forget(q)
	for {
		select {
		case event, ok := <-q.events:
			if !ok {
				return
			}
			select {
			case out <- event:
			case <-ctx.Done():
				return
			}
		case <-ctx.Done():
			return
		}
	}
}

func (j *Journal[T]) forget(q *queue[T]) {
	j.mu.Lock()
	defer j.mu.Unlock()
	delete(j.queues, q)
}
