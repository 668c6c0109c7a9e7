// Mistake: what ended the first Get is kept as the result, even if that was its ctx.
package exercises

import (
	"context"
	"sync"
)

type Future[T any] struct {
	c    chan outcome[T]
	once sync.Once
	kept outcome[T]
}

type outcome[T any] struct {
	value T
	err   error
}

func NewFuture[T any](compute func() (T, error)) *Future[T] {
	f := &Future[T]{c: make(chan outcome[T], 1)}
	go func() {
		value, err := compute()
		f.c <- outcome[T]{value, err}
	}()
	return f
}

func (f *Future[T]) Get(ctx context.Context) (T, error) {
	f.once.Do(func() {
		select {
		case f.kept = <-f.c:
		case <-ctx.Done():
			f.kept.err = ctx.Err()
		}
	})
	return f.kept.value, f.kept.err
}
