package exercises

import (
	"context"
	"errors"
	"sync"
)

// ErrShutdown says that a pool takes no more tasks.
var ErrShutdown = errors.New("pool: shut down")

// A Pool runs tasks on a fixed number of workers. Any number of goroutines may
// call Submit at the same time, also while one calls Shutdown.
type Pool struct {
	ctx     context.Context // of all tasks
	abort   context.CancelFunc
	workers sync.WaitGroup
	room    int

	mu       sync.Mutex // guards queue and closed
	notFull  *sync.Cond // signalled when a task was taken, and when closed is set
	notEmpty *sync.Cond // signalled when a task was put, and when closed is set
	queue    []func(ctx context.Context)
	closed   bool // Shutdown was called
}

// NewPool returns a pool with so many workers, and a queue with room for so many
// tasks that wait for one. Both are at least 1.
func NewPool(workers, room int) *Pool {
	p := &Pool{room: room}
	p.ctx, p.abort = context.WithCancel(context.Background())
	p.notFull = sync.NewCond(&p.mu)
	p.notEmpty = sync.NewCond(&p.mu)
	for range workers {
		p.workers.Go(p.work)
	}
	return p
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
	p.mu.Lock()
	defer p.mu.Unlock()
	for len(p.queue) == p.room && !p.closed {
		p.notFull.Wait()
	}
	if p.closed {
		return ErrShutdown
	}
	p.queue = append(p.queue, task)
	p.notEmpty.Signal()
	return nil
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
	defer p.abort()
	p.close()
	drained := make(chan struct{})
	go func() { // ends when the workers have
		p.workers.Wait()
		close(drained)
	}()
	select {
	case <-drained:
		return 0, nil
	case <-ctx.Done():
		dropped = p.drop() // before abort: a task that returns leaves its worker free
		p.abort()
		<-drained
		return dropped, ctx.Err()
	}
}

// close tells all who wait that no more tasks come.
func (p *Pool) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	p.notFull.Broadcast()
	p.notEmpty.Broadcast()
}

// drop empties the queue, and returns how many tasks were in it.
func (p *Pool) drop() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := len(p.queue)
	p.queue = nil
	return n
}

// work is a worker: it ends when the queue is closed and empty.
func (p *Pool) work() {
	for task := p.next(); task != nil; task = p.next() {
		task(p.ctx)
	}
}

// next takes a task from the queue, and waits while there is none. It returns nil
// when none will come.
func (p *Pool) next() func(ctx context.Context) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for len(p.queue) == 0 && !p.closed {
		p.notEmpty.Wait()
	}
	if len(p.queue) == 0 {
		return nil
	}
	task := p.queue[0]
	p.queue = p.queue[1:]
	p.notFull.Signal()
	return task
}
