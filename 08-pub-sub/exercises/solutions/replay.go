package exercises

import (
	"context"
	"sync"
)

// A Journal keeps all events that were published, in one order, and hands them to
// those who subscribe, however late. Any number of goroutines may call its methods at
// the same time. None of them waits for a subscriber, be it slow, stalled or gone. Who
// waits for something else is blocked: it neither spins nor sleeps.
//
// No goroutine is left when Close was called and the channel of every subscriber is
// closed.
type Journal[T any] struct {
	mu      sync.Mutex // guards the rest
	events  []T        // only appended to
	closed  bool
	changed chan struct{} // closed, and replaced, when one of these changes
}

// NewJournal returns an empty journal.
func NewJournal[T any]() *Journal[T] {
	return &Journal[T]{changed: make(chan struct{})}
}

// Publish appends an event: when it has returned, or soon after, every subscriber can
// receive it, after those that come before it. What one goroutine publishes, one after
// the other, comes in that order. After Close, Publish does nothing.
//
// The journal forgets nothing, so nobody loses an event by being slow.
func (j *Journal[T]) Publish(event T) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if !j.closed {
		j.events = append(j.events, event)
		j.tell()
	}
}

// Subscribe returns at once, with a channel of all events: first those that have been
// published, from the first one on, then those that are published from now on. No
// event is missing, none comes twice, and all subscribers get them in the same order.
//
// The channel is closed when Close was called and all events have been received. It is
// also closed soon after ctx has ended, whether or not somebody still receives. Until
// then some more of the events that were published before may come, in order; none has
// to. The journal forgets a subscriber whose ctx has ended.
//
// After Close one may still subscribe, and gets all events.
func (j *Journal[T]) Subscribe(ctx context.Context) <-chan T {
	events := make(chan T)
	go j.deliver(ctx, events)
	return events
}

// deliver is a subscriber's place in the journal. It ends when the journal is closed and
// all was received, or ctx has ended.
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

// from returns the events from number next on, and what tells of others.
func (j *Journal[T]) from(next int) (events []T, closed bool, changed <-chan struct{}) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.events[next:], j.closed, j.changed // a later append writes behind these
}

// tell wakes all who wait for a change. The caller holds j.mu.
func (j *Journal[T]) tell() {
	close(j.changed)
	j.changed = make(chan struct{})
}

// Close says that no more events come. It waits for nobody, and may be called any
// number of times.
func (j *Journal[T]) Close() {
	j.mu.Lock()
	defer j.mu.Unlock()
	if !j.closed {
		j.closed = true
		j.tell()
	}
}
