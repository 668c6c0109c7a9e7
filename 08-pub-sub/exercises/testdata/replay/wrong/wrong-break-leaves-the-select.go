// Mistake: it breaks where ctx has ended, and that leaves the select only. The loop goes on with the next event, and if somebody receives then, one was left out.
package exercises

import (
	"context"
	"sync"
)

type Journal[T any] struct {
	mu      sync.Mutex
	events  []T
	changed chan struct{}
	closed  bool
}

func NewJournal[T any]() *Journal[T] { return &Journal[T]{changed: make(chan struct{})} }

func (j *Journal[T]) Publish(event T) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.closed {
		return
	}
	j.events = append(j.events, event)
	close(j.changed)
	j.changed = make(chan struct{})
}

func (j *Journal[T]) from(n int) ([]T, bool, <-chan struct{}) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.events[n:], j.closed, j.changed
}

func (j *Journal[T]) Subscribe(ctx context.Context) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
		n := 0
		for {
			events, closed, changed := j.from(n)
			for _, e := range events {
				select {
				case out <- e:
				case <-ctx.Done():
					break
				}
			}
			n += len(events)
			if closed {
				return
			}
			select {
			case <-changed:
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
	if !j.closed {
		j.closed = true
		close(j.changed)
	}
}
