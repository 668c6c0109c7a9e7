// Mistake: the channel is closed before value and error are written; a waiter reads them too early.
package exercises

import "context"

type Future[T any] struct {
	done  chan struct{}
	value T
	err   error
}

func NewFuture[T any](compute func() (T, error)) *Future[T] {
	f := &Future[T]{done: make(chan struct{})}
	go func() {
		value, err := compute()
		close(f.done)
		f.value, f.err = value, err
	}()
	return f
}

func (f *Future[T]) Get(ctx context.Context) (T, error) {
	select {
	case <-f.done:
		return f.value, f.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
