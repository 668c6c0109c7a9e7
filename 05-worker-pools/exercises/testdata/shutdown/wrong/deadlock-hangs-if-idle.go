// Mistake: the worker that ends the last task says so, and Shutdown waits for that. If the last task has ended before, nobody says it again.
package exercises

import (
	"context"
	"errors"
	"sync"
)

var ErrShutdown = errors.New("pool: shut down")

type Pool struct {
	ctx      context.Context // of all tasks
	abort    context.CancelFunc
	workers  sync.WaitGroup
	room     int
	finished chan struct{} // closed by whoever ends the last task

	mu       sync.Mutex // guards what follows
	notFull  *sync.Cond
	notEmpty *sync.Cond
	queue    []func(ctx context.Context)
	closed   bool
	running  int
}

func NewPool(workers, room int) *Pool {
	p := &Pool{room: room, finished: make(chan struct{})}
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

func (p *Pool) work() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for {
		for len(p.queue) == 0 && !p.closed {
			p.notEmpty.Wait()
		}
		if len(p.queue) == 0 {
			return
		}
		task := p.queue[0]
		p.queue = p.queue[1:]
		p.notFull.Signal()
		p.running++
		p.mu.Unlock()
		task(p.ctx)
		p.mu.Lock()
		p.running--
		if p.closed && p.running == 0 && len(p.queue) == 0 {
			close(p.finished)
		}
	}
}

func (p *Pool) Shutdown(ctx context.Context) (dropped int, err error) {
	defer p.abort()
	p.mu.Lock()
	p.closed = true
	p.notFull.Broadcast()
	p.notEmpty.Broadcast()
	p.mu.Unlock()
	select {
	case <-p.finished:
		return 0, nil
	case <-ctx.Done():
		p.mu.Lock()
		dropped = len(p.queue)
		p.queue = nil
		p.mu.Unlock()
		p.abort()
		<-p.finished
		return dropped, ctx.Err()
	}
}
