// Another way: a list of waiters under a lock, each with a channel of its own; compute's goroutine serves them all. It is what a condition variable does, with channels; whoever gives up stays in the list until the end.
package exercises

import (
	"context"
	"sync"
)

type Future[T any] struct {
	mu      sync.Mutex // guards all below
	ready   bool
	value   T
	err     error
	waiters []chan struct{}
}

func NewFuture[T any](compute func() (T, error)) *Future[T] {
	f := new(Future[T])
	go func() {
		value, err := compute()
		f.mu.Lock()
		defer f.mu.Unlock()
		f.ready, f.value, f.err = true, value, err
		for _, w := range f.waiters {
			w <- struct{}{} // has room, so that nobody is waited for
		}
	}()
	return f
}

func (f *Future[T]) Get(ctx context.Context) (T, error) {
	f.mu.Lock()
	if f.ready {
		defer f.mu.Unlock()
		return f.value, f.err
	}
	w := make(chan struct{}, 1)
	f.waiters = append(f.waiters, w)
	f.mu.Unlock()

	select {
	case <-w:
		return f.value, f.err // written before the send, and never again
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
