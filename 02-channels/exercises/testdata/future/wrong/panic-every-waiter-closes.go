// Mistake: the first to get the result closes a channel for the others, and so does the next; the second close panics.
package exercises

import "context"

type Future[T any] struct {
	c     chan outcome[T]
	ready chan struct{}
}

type outcome[T any] struct {
	value T
	err   error
}

func NewFuture[T any](compute func() (T, error)) *Future[T] {
	f := &Future[T]{make(chan outcome[T], 1), make(chan struct{})}
	go func() {
		value, err := compute()
		f.c <- outcome[T]{value, err}
	}()
	return f
}

func (f *Future[T]) Get(ctx context.Context) (T, error) {
	select {
	case o := <-f.c:
		f.c <- o // for the next
		close(f.ready)
		return o.value, o.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
