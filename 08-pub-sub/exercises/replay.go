package exercises

import "context"

// A Journal keeps all events that were published, in one order, and hands them to
// those who subscribe, however late. Any number of goroutines may call its methods at
// the same time. None of them waits for a subscriber, be it slow, stalled or gone. Who
// waits for something else is blocked: it neither spins nor sleeps.
//
// No goroutine is left when Close was called and the channel of every subscriber is
// closed.
type Journal[T any] struct {
	// Add the fields that you need.
}

// NewJournal returns an empty journal.
func NewJournal[T any]() *Journal[T] {
	panic("not implemented")
}

// Publish appends an event: when it has returned, or soon after, every subscriber can
// receive it, after those that come before it. What one goroutine publishes, one after
// the other, comes in that order. After Close, Publish does nothing.
//
// The journal forgets nothing, so nobody loses an event by being slow.
func (j *Journal[T]) Publish(event T) {
	panic("not implemented")
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
	panic("not implemented")
}

// Close says that no more events come. It waits for nobody, and may be called any
// number of times.
func (j *Journal[T]) Close() {
	panic("not implemented")
}
