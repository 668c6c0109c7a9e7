package exercises

import (
	"context"
	"errors"
)

// ErrShutdown says that a pool takes no more tasks.
var ErrShutdown = errors.New("pool: shut down")

// A Pool runs tasks on a fixed number of workers. Any number of goroutines may
// call Submit at the same time, also while one calls Shutdown.
type Pool struct {
	// Add the fields that you need.
}

// NewPool returns a pool with so many workers, and a queue with room for so many
// tasks that wait for one. Both are at least 1.
func NewPool(workers, room int) *Pool {
	panic("not implemented")
}

// Submit accepts a task and returns nil. While the queue is full it waits. When
// Shutdown has been called it returns ErrShutdown, at once, also if it was
// waiting; then the task is never run.
//
// Accepted tasks are run once each, in any order, by at most so many workers at
// the same time, and by all of them while there are tasks enough. A task gets a
// context without a deadline. While the task runs only Shutdown ends it. (That the
// pool holds one accepted task more than there is room for is all right: one on its
// way from the queue to a worker.)
func (p *Pool) Submit(task func(ctx context.Context)) error {
	panic("not implemented")
}

// Shutdown ends the pool. It is called once.
//
//   - First it drains: it waits until all accepted tasks have been run, those in
//     the queue too, and returns 0 and nil.
//   - If ctx ends before that, it aborts. No other task begins: those that were
//     accepted and have not begun are dropped. The contexts of those that run
//     end. When these have returned, Shutdown returns the number of dropped tasks
//     and ctx.Err().
//   - When Shutdown has returned no task runs, and no goroutine is left behind.
//
// Tasks return some time after their context has ended; they don't panic, and call
// neither Submit nor Shutdown. Who waits, here, in Submit or for a task, is
// blocked: it neither spins nor sleeps.
func (p *Pool) Shutdown(ctx context.Context) (dropped int, err error) {
	panic("not implemented")
}
