// Another way: the history is a linked list, and each event has a channel that is closed when the next one is there. Subscribers take no lock at all; every event costs a node and a channel.
package exercises

import (
	"context"
	"sync"
)

type Journal[T any] struct {
	first *entry[T]

	mu     sync.Mutex // guards the rest
	last   *entry[T]
	closed bool
}

// An entry is the place of one event. When filled is closed event and next are
// there, or next is nil: then the journal was closed.
type entry[T any] struct {
	filled chan struct{}
	event  T
	next   *entry[T]
}

func NewJournal[T any]() *Journal[T] {
	e := &entry[T]{filled: make(chan struct{})}
	return &Journal[T]{first: e, last: e}
}

func (j *Journal[T]) Publish(event T) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.closed {
		return
	}
	e := j.last
	j.last = &entry[T]{filled: make(chan struct{})}
	e.event, e.next = event, j.last
	close(e.filled)
}

func (j *Journal[T]) Close() {
	j.mu.Lock()
	defer j.mu.Unlock()
	if !j.closed {
		j.closed = true
		close(j.last.filled)
	}
}

func (j *Journal[T]) Subscribe(ctx context.Context) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
		for e := j.first; ; e = e.next {
			select {
			case <-e.filled:
			case <-ctx.Done():
				return
			}
			if e.next == nil {
				return
			}
			select {
			case out <- e.event:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
