// Mistake: a goroutine sends the result to whoever comes, and never learns that nobody comes any more.
package exercises

import "context"

type Future[T any] struct{ c chan outcome[T] }

type outcome[T any] struct {
	value T
	err   error
}

func NewFuture[T any](compute func() (T, error)) *Future[T] {
	f := &Future[T]{make(chan outcome[T])}
	go func() {
		value, err := compute()
		for {
			f.c <- outcome[T]{value, err}
		}
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
