// Mistake: if for for: all who wait in Submit are told of one place, each takes it without a second look, and the queue has no bound.
package exercises

import (
	"context"
	"errors"
	"sync"
)

var ErrShutdown = errors.New("pool: shut down")

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

func (p *Pool) Submit(task func(ctx context.Context)) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.queue) == p.room && !p.closed {
		p.notFull.Wait()
	}
	if p.closed {
		return ErrShutdown
	}
	p.queue = append(p.queue, task)
	p.notEmpty.Signal()
	return nil
}

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

func (p *Pool) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	p.notFull.Broadcast()
	p.notEmpty.Broadcast()
}

func (p *Pool) drop() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := len(p.queue)
	p.queue = nil
	return n
}

func (p *Pool) work() {
	for task := p.next(); task != nil; task = p.next() {
		task(p.ctx)
	}
}

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
	p.notFull.Broadcast()
	return task
}
