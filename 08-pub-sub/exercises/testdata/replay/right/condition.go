// Another way: a sync.Cond wakes those who wait for the next event. A Cond knows no context, so context.AfterFunc has to broadcast when one ends, and then all wake.
package exercises

import (
	"context"
	"sync"
)

type Journal[T any] struct {
	mu      sync.Mutex // guards the rest
	events  []T        // only appended to
	closed  bool
	changed *sync.Cond // broadcast when one of these changes, or a ctx has ended
}

func NewJournal[T any]() *Journal[T] {
	j := &Journal[T]{}
	j.changed = sync.NewCond(&j.mu)
	return j
}

func (j *Journal[T]) Publish(event T) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if !j.closed {
		j.events = append(j.events, event)
		j.changed.Broadcast()
	}
}

func (j *Journal[T]) Subscribe(ctx context.Context) <-chan T {
	events := make(chan T)
	go j.deliver(ctx, events)
	return events
}

func (j *Journal[T]) deliver(ctx context.Context, to chan<- T) {
	defer close(to)
	stop := context.AfterFunc(ctx, func() {
		j.mu.Lock() // else it may come between a look at ctx and the Wait
		defer j.mu.Unlock()
		j.changed.Broadcast()
	})
	defer stop()
	for next := 0; ; next++ {
		event, ok := j.wait(ctx, next)
		if !ok {
			return
		}
		select {
		case to <- event:
		case <-ctx.Done():
			return
		}
	}
}

// wait returns an event when it is there, and false if it will not be.
func (j *Journal[T]) wait(ctx context.Context, number int) (event T, ok bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for number == len(j.events) && !j.closed && ctx.Err() == nil {
		j.changed.Wait()
	}
	if number == len(j.events) {
		return event, false
	}
	return j.events[number], true
}

func (j *Journal[T]) Close() {
	j.mu.Lock()
	defer j.mu.Unlock()
	if !j.closed {
		j.closed = true
		j.changed.Broadcast()
	}
}
