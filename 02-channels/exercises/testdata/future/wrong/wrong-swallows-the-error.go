// Mistake: what compute returned beside the value is dropped; a failure looks like a result.
package exercises

import "context"

type Future[T any] struct {
	done  chan struct{}
	value T
}

func NewFuture[T any](compute func() (T, error)) *Future[T] {
	f := &Future[T]{done: make(chan struct{})}
	go func() {
		defer close(f.done)
		f.value, _ = compute()
	}()
	return f
}

func (f *Future[T]) Get(ctx context.Context) (T, error) {
	select {
	case <-f.done:
		return f.value, nil
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
