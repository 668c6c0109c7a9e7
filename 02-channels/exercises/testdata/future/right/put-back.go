// Another way: one result travels in a channel with room for one; whoever receives it puts it back for the next. No field but the channel, and a token that also orders the readers; they take it in turns.
package exercises

import "context"

type Future[T any] struct{ c chan outcome[T] }

type outcome[T any] struct {
	value T
	err   error
}

func NewFuture[T any](compute func() (T, error)) *Future[T] {
	f := &Future[T]{make(chan outcome[T], 1)}
	go func() {
		value, err := compute()
		f.c <- outcome[T]{value, err}
	}()
	return f
}

func (f *Future[T]) Get(ctx context.Context) (T, error) {
	select {
	case o := <-f.c:
		f.c <- o // has room: this one was taken out
		return o.value, o.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
