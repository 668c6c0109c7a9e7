package pubsub

import (
	"context"
	"slices"
)

// A waiter is one who waits for a message, or for room for one.
type waiter[T any] struct {
	message Message[T] // what was handed over, or what is to be stored
	served  chan bool  // true: it was; false: the subscription has ended
}

// wait blocks until w was served or refused, or until ctx ends: then ok is
// false.
func (w *waiter[T]) wait(ctx context.Context) (served, ok bool) {
	done := ctx.Done()
	if done == nil {
		return <-w.served, true // a select would cost twice as much
	}
	select {
	case served := <-w.served:
		return served, true
	case <-done:
		return false, false
	}
}

// waiter returns one that nobody uses.
func (b *Inbox[T]) waiter() *waiter[T] {
	if w := b.spare.Swap(nil); w != nil {
		return w
	}
	return &waiter[T]{served: make(chan bool, 1)}
}

// release keeps w for the next one who must wait: most often one goroutine
// receives, and it waits again and again.
func (b *Inbox[T]) release(w *waiter[T]) {
	w.message = Message[T]{}
	b.spare.Store(w)
}

// A line holds waiters, the longest wait first. It is seldom longer than one.
type line[T any] []*waiter[T]

// leave takes the first out of the line, which must not be empty.
func (l *line[T]) leave() *waiter[T] {
	w := (*l)[0]
	*l = slices.Delete(*l, 0, 1)
	return w
}

// refuse empties the line and tells everybody in it that nothing comes.
func (l *line[T]) refuse() {
	for _, w := range *l {
		w.served <- false // there is room: a waiter is told once
	}
	*l = nil
}
