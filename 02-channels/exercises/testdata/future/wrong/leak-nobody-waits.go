// Mistake: the result is sent on an unbuffered channel; if nobody asks, the sender is blocked for ever.
package exercises

import (
	"context"
	"sync"
)

type Future[T any] struct {
	c     chan outcome[T]
	mu    sync.Mutex // guards kept
	kept  *outcome[T]
	ready chan struct{}
}

type outcome[T any] struct {
	value T
	err   error
}

func NewFuture[T any](compute func() (T, error)) *Future[T] {
	f := &Future[T]{c: make(chan outcome[T]), ready: make(chan struct{})}
	go func() {
		value, err := compute()
		f.c <- outcome[T]{value, err}
	}()
	return f
}

func (f *Future[T]) Get(ctx context.Context) (T, error) {
	select {
	case o := <-f.c: // the first keeps it for the others
		f.mu.Lock()
		f.kept = &o
		f.mu.Unlock()
		close(f.ready)
		return o.value, o.err
	case <-f.ready:
		f.mu.Lock()
		defer f.mu.Unlock()
		return f.kept.value, f.kept.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
