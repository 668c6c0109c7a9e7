// Mistake: it computes once, but not before the first Get; the time until then is wasted. And while one computes, ctx is not looked at.
package exercises

import (
	"context"
	"sync"
)

type Future[T any] struct{ result func() (T, error) }

func NewFuture[T any](compute func() (T, error)) *Future[T] {
	return &Future[T]{sync.OnceValues(compute)}
}

func (f *Future[T]) Get(ctx context.Context) (T, error) {
	if err := ctx.Err(); err != nil {
		var none T
		return none, err
	}
	return f.result()
}
