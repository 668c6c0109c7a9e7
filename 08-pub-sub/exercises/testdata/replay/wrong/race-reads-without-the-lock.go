// Mistake: it takes the lock to append, and reads without it, since an event never changes. The slice does: an append writes its length and moves it.
package exercises

import (
	"context"
	"sync"
)

type Journal[T any] struct {
	mu      sync.Mutex // guards the rest
	events  []T        // only appended to
	closed  bool
	changed chan struct{} // closed, and replaced, when one of these changes
}

func NewJournal[T any]() *Journal[T] {
	return &Journal[T]{changed: make(chan struct{})}
}

func (j *Journal[T]) Publish(event T) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if !j.closed {
		j.events = append(j.events, event)
		j.tell()
	}
}

func (j *Journal[T]) Subscribe(ctx context.Context) <-chan T {
	events := make(chan T)
	go j.deliver(ctx, events)
	return events
}

func (j *Journal[T]) deliver(ctx context.Context, to chan<- T) {
	defer close(to)
	for next := 0; ; {
		events, closed, changed := j.from(next)
		for _, event := range events {
			select {
			case to <- event:
			case <-ctx.Done():
				return
			}
		}
		next += len(events)
		if len(events) > 0 {
			continue // there may be more by now
		}
		if closed {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return
		}
	}
}

func (j *Journal[T]) from(next int) (events []T, closed bool, changed <-chan struct{}) {
	return j.events[next:], j.closed, j.changed // a later append writes behind these
}

func (j *Journal[T]) tell() {
	close(j.changed)
	j.changed = make(chan struct{})
}

func (j *Journal[T]) Close() {
	j.mu.Lock()
	defer j.mu.Unlock()
	if !j.closed {
		j.closed = true
		j.tell()
	}
}
