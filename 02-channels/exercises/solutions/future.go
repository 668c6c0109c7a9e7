package exercises

import "context"

// A Future is a result that is being computed, or already there.
type Future[T any] struct {
	done  chan struct{} // closed when value and err are written
	value T
	err   error
}

// NewFuture begins to compute. The result is stored and not sent: a send has
// one receiver, a closed channel lets everybody go on, now and later.
func NewFuture[T any](compute func() (T, error)) *Future[T] {
	f := &Future[T]{done: make(chan struct{})}
	go func() {
		defer close(f.done)
		f.value, f.err = compute()
	}()
	return f
}

// Get waits for the result or the end of ctx. The writes of value and err
// happen before the close, and that before a receive which returns because of
// it: they can be read without a lock.
func (f *Future[T]) Get(ctx context.Context) (T, error) {
	select {
	case <-f.done:
		return f.value, f.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
