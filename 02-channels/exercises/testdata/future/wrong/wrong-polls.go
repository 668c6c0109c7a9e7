// Mistake: Get looks once a millisecond whether the result is there; it comes late, and wakes up for nothing until then.
package exercises

import (
	"context"
	"time"
)

type Future[T any] struct {
	done  chan struct{} // closed when value and err are written
	value T
	err   error
}

func NewFuture[T any](compute func() (T, error)) *Future[T] {
	f := &Future[T]{done: make(chan struct{})}
	go func() {
		defer close(f.done)
		f.value, f.err = compute()
	}()
	return f
}

func (f *Future[T]) Get(ctx context.Context) (T, error) {
	for {
		select {
		case <-f.done:
			return f.value, f.err
		case <-ctx.Done():
			var none T
			return none, ctx.Err()
		default:
			time.Sleep(time.Millisecond)
		}
	}
}
