package pool

import (
	"context"
	"sync/atomic"
)

// A Future is the result of a function that a pool runs. [Go] makes it. Any
// number of goroutines may wait for it.
type Future[T any] struct {
	f     func(context.Context) (T, error)
	ctx   context.Context
	begun atomic.Bool // somebody has decided: to run f, or not to run it ever
	done  chan struct{}
	value T     // set before done is closed
	err   error // the same
}

// Go submits f as a task, and returns the future of its result.
//
// It blocks and fails as Submit does with the same ctx; on an error there is no
// future and f will not run. ctx is also what f gets, values included, but
// cancelled by Abort, too. If ctx has ended when f's turn comes, f is not run.
func Go[T any](ctx context.Context, to Submitter, f func(ctx context.Context) (T, error)) (*Future[T], error) {
	if f == nil {
		panic("pool: the task is nil")
	}
	future := &Future[T]{f: f, ctx: ctx, done: make(chan struct{})}
	if err := to.lane().submit(ctx, future); err != nil {
		return nil, err
	}
	return future, nil
}

// Call runs f in the pool, waits for it and returns what it returned.
//
// It blocks as Submit does while there is no room, and then until f has ended.
// If ctx ends before f has begun, Call returns ctx's error at once and f will
// not run. After that, ctx is for f to obey: Call returns when f does, and then
// nothing of f is running. For other errors see [Future.Wait].
//
// A task must not call this with its own pool: see the package comment.
func Call[T any](ctx context.Context, to Submitter, f func(ctx context.Context) (T, error)) (T, error) {
	future, err := Go(ctx, to, f)
	if err != nil {
		var none T
		return none, err
	}
	select {
	case <-future.done:
	case <-ctx.Done():
		if future.begun.CompareAndSwap(false, true) {
			future.end(ctx.Err())
		}
		<-future.done
	}
	return future.value, future.err
}

// Wait blocks until f has ended, or was dropped, and returns what f returned.
//
// The error is f's own, or a [*PanicError] if f panicked, [ErrGoexit] if it
// called runtime.Goexit, [ErrAborted] if Abort dropped it, and the error of
// Go's context if that ended before f began. If Wait's own ctx ends before f,
// Wait returns that one's error; f goes on, and Wait may be called again.
func (f *Future[T]) Wait(ctx context.Context) (T, error) {
	select {
	case <-f.done:
		return f.value, f.err
	default:
	}
	select {
	case <-f.done:
		return f.value, f.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

// Done returns a channel that is closed when Wait does not block any more.
func (f *Future[T]) Done() <-chan struct{} { return f.done }

func (f *Future[T]) run(pool context.Context) {
	if !f.begun.CompareAndSwap(false, true) {
		return
	}
	if err := f.ctx.Err(); err != nil {
		f.end(err)
		return
	}
	value, err := f.call(pool)
	f.value = value
	f.end(err)
}

// call calls f.f. However that ends, its context has ended before the one who
// waits learns of it.
func (f *Future[T]) call(pool context.Context) (T, error) {
	ctx, release := both(f.ctx, pool)
	defer release()
	return f.f(ctx)
}

func (f *Future[T]) drop(err error) {
	if f.begun.CompareAndSwap(false, true) {
		f.end(err)
	}
}

func (f *Future[T]) broke(err error) bool {
	f.end(err)
	return true
}

// end is called once, by who has set begun.
func (f *Future[T]) end(err error) {
	f.err = err
	f.f, f.ctx = nil, nil // a result that is kept keeps no more than that
	close(f.done)
}

// both returns ctx, but cancelled with the cause of pool when that is. The
// release must be called when it is not needed any more.
func both(ctx, pool context.Context) (joined context.Context, release func()) {
	if ctx == context.Background() {
		return pool, func() {}
	}
	joined, cancel := context.WithCancelCause(ctx)
	stop := context.AfterFunc(pool, func() { cancel(context.Cause(pool)) })
	return joined, func() {
		stop()
		cancel(nil)
	}
}
