// Mistake: a Get that gives up returns the value as it is at that moment, while compute may be writing it.
package exercises

import "context"

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
	select {
	case <-f.done:
		return f.value, f.err
	case <-ctx.Done():
		return f.value, ctx.Err()
	}
}
