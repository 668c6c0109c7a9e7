// Mistake: there is no goroutine; NewFuture computes, and its caller waits.
package exercises

import "context"

type Future[T any] struct {
	value T
	err   error
}

func NewFuture[T any](compute func() (T, error)) *Future[T] {
	value, err := compute()
	return &Future[T]{value, err}
}

func (f *Future[T]) Get(ctx context.Context) (T, error) {
	return f.value, f.err
}
