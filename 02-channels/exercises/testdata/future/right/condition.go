// Another way: a condition variable. Wait knows no context, so the end of ctx wakes all waiters and each looks whether it was meant. More to get right than with a channel that is closed.
package exercises

import (
	"context"
	"sync"
)

type Future[T any] struct {
	mu    sync.Mutex // guards all below
	over  *sync.Cond // ready has become true, or some ctx has ended
	ready bool
	value T
	err   error
}

func NewFuture[T any](compute func() (T, error)) *Future[T] {
	f := &Future[T]{}
	f.over = sync.NewCond(&f.mu)
	go func() {
		value, err := compute()
		f.mu.Lock()
		defer f.mu.Unlock()
		f.value, f.err, f.ready = value, err, true
		f.over.Broadcast()
	}()
	return f
}

func (f *Future[T]) Get(ctx context.Context) (T, error) {
	stop := context.AfterFunc(ctx, func() {
		f.mu.Lock() // else the wake-up could fall between a waiter's look and its Wait
		defer f.mu.Unlock()
		f.over.Broadcast()
	})
	defer stop()

	f.mu.Lock()
	defer f.mu.Unlock()
	for !f.ready {
		if err := ctx.Err(); err != nil {
			var none T
			return none, err
		}
		f.over.Wait()
	}
	return f.value, f.err
}
