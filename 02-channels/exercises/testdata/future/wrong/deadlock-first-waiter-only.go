// Mistake: the result is sent once; the first waiter receives it, and all others wait for ever.
package exercises

import "context"

type Future[T any] struct{ c chan outcome[T] }

type outcome[T any] struct {
	value T
	err   error
}

func NewFuture[T any](compute func() (T, error)) *Future[T] {
	f := &Future[T]{make(chan outcome[T], 1)}
	go func() {
		value, err := compute()
		f.c <- outcome[T]{value, err}
	}()
	return f
}

func (f *Future[T]) Get(ctx context.Context) (T, error) {
	select {
	case o := <-f.c:
		return o.value, o.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
