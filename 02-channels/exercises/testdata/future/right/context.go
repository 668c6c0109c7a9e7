// Another way: the end of a context of its own says that the result is there, and an atomic pointer holds it. Cancel may be called twice where close may not; a context costs more than the channel inside it.
package exercises

import (
	"context"
	"sync/atomic"
)

type Future[T any] struct {
	result atomic.Pointer[outcome[T]]
	ready  context.Context
}

type outcome[T any] struct {
	value T
	err   error
}

func NewFuture[T any](compute func() (T, error)) *Future[T] {
	ready, finish := context.WithCancel(context.Background())
	f := &Future[T]{ready: ready}
	go func() {
		defer finish()
		value, err := compute()
		f.result.Store(&outcome[T]{value, err})
	}()
	return f
}

func (f *Future[T]) Get(ctx context.Context) (T, error) {
	if o := f.result.Load(); o != nil {
		return o.value, o.err
	}
	select {
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	case <-f.ready.Done():
		o := f.result.Load()
		return o.value, o.err
	}
}
