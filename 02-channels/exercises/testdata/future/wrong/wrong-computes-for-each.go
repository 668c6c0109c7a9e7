// Mistake: every Get that finds no result computes one; those that come at the same time all do.
package exercises

import (
	"context"
	"sync"
)

type Future[T any] struct {
	compute func() (T, error)
	mu      sync.Mutex // guards kept
	kept    *outcome[T]
}

type outcome[T any] struct {
	value T
	err   error
}

func NewFuture[T any](compute func() (T, error)) *Future[T] {
	f := &Future[T]{compute: compute}
	go f.Get(context.Background())
	return f
}

func (f *Future[T]) Get(ctx context.Context) (T, error) {
	f.mu.Lock()
	kept := f.kept
	f.mu.Unlock()
	if kept != nil {
		return kept.value, kept.err
	}
	c := make(chan outcome[T], 1)
	go func() {
		value, err := f.compute()
		f.mu.Lock()
		defer f.mu.Unlock()
		f.kept = &outcome[T]{value, err}
		c <- *f.kept
	}()
	select {
	case o := <-c:
		return o.value, o.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
