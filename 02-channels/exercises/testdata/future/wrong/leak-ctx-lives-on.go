// Mistake: each Get starts a goroutine that waits for the end of its ctx; where the result comes first, and ctx is that of a server, it waits on.
package exercises

import "context"

type Future[T any] struct {
	done  chan struct{} // closed when value and err are there
	value T
	err   error
}

func NewFuture[T any](compute func() (T, error)) *Future[T] {
	f := &Future[T]{done: make(chan struct{})}
	go func() {
		defer close(f.done)
		f.value, f.err = compute()
	}()
	return f
}

func (f *Future[T]) Get(ctx context.Context) (T, error) {
	gaveUp := make(chan struct{})
	if ctx.Done() != nil {
		go func() {
			<-ctx.Done()
			close(gaveUp)
		}()
	}
	select {
	case <-f.done:
		return f.value, f.err
	case <-gaveUp:
		var none T
		return none, ctx.Err()
	}
}
