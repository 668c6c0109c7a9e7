// Mistake: the first Get waits with the lock held; the others wait for the lock, where no ctx reaches them.
package exercises

import (
	"context"
	"sync"
)

type Future[T any] struct {
	c    chan outcome[T]
	mu   sync.Mutex // guards kept
	kept *outcome[T]
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
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.kept == nil {
		select {
		case o := <-f.c:
			f.kept = &o
		case <-ctx.Done():
			var none T
			return none, ctx.Err()
		}
	}
	return f.kept.value, f.kept.err
}
