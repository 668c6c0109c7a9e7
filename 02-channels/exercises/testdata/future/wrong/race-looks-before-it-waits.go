// Mistake: Get first looks whether the result is there, so as not to wait in vain; nothing orders that look and the write.
package exercises

import "context"

type Future[T any] struct {
	done  chan struct{}
	ready bool
	value T
	err   error
}

func NewFuture[T any](compute func() (T, error)) *Future[T] {
	f := &Future[T]{done: make(chan struct{})}
	go func() {
		f.value, f.err = compute()
		f.ready = true
		close(f.done)
	}()
	return f
}

func (f *Future[T]) Get(ctx context.Context) (T, error) {
	if f.ready {
		return f.value, f.err
	}
	select {
	case <-f.done:
		return f.value, f.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
