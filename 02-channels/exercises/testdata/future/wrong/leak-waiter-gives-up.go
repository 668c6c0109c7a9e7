// Mistake: Get waits in a goroutine that hands over on an unbuffered channel; when ctx ends first, nobody receives from it.
package exercises

import "context"

type Future[T any] struct {
	done  chan struct{}
	value T
	err   error
}

type outcome[T any] struct {
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
	c := make(chan outcome[T])
	go func() {
		<-f.done
		c <- outcome[T]{f.value, f.err}
	}()
	select {
	case o := <-c:
		return o.value, o.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
