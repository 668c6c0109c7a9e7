// Mistake: Get waits for the result alone; a caller whose time is up waits on.
package exercises

import "context"

type Future[T any] struct {
	done  chan struct{}
	value T
	err   error
}

func NewFuture[T any](compute func() (T, error)) *Future[T] {
	f := &Future[T]{done: make(chan struct{})}
	go func() {
		f.value, f.err = compute()
		close(f.done)
	}()
	return f
}

func (f *Future[T]) Get(ctx context.Context) (T, error) {
	if err := ctx.Err(); err != nil {
		var none T
		return none, err
	}
	<-f.done
	return f.value, f.err
}
