// Mistake: Shutdown waits until all tasks have ended, and tells the workers nothing: they wait for ever for the next task.
package exercises

import (
	"context"
	"errors"
	"sync"
)

var ErrShutdown = errors.New("pool: shut down")

type Pool struct {
	ctx   context.Context // of all tasks
	abort context.CancelFunc
	room  int
	tasks sync.WaitGroup // accepted, and neither ended nor dropped

	mu       sync.Mutex // guards what follows
	notFull  *sync.Cond
	notEmpty *sync.Cond
	queue    []func(ctx context.Context)
	closed   bool
}

func NewPool(workers, room int) *Pool {
	p := &Pool{room: room}
	p.ctx, p.abort = context.WithCancel(context.Background())
	p.notFull = sync.NewCond(&p.mu)
	p.notEmpty = sync.NewCond(&p.mu)
	for range workers {
		go p.work()
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
	p.tasks.Add(1)
	p.queue = append(p.queue, task)
	p.notEmpty.Signal()
	return nil
}

func (p *Pool) work() {
	for {
		p.mu.Lock()
		for len(p.queue) == 0 {
			p.notEmpty.Wait()
		}
		task := p.queue[0]
		p.queue = p.queue[1:]
		p.notFull.Signal()
		p.mu.Unlock()
		task(p.ctx)
		p.tasks.Done()
	}
}

func (p *Pool) Shutdown(ctx context.Context) (dropped int, err error) {
	defer p.abort()
	p.mu.Lock()
	p.closed = true
	p.notFull.Broadcast()
	p.mu.Unlock()
	drained := make(chan struct{})
	go func() {
		p.tasks.Wait()
		close(drained)
	}()
	select {
	case <-drained:
	case <-ctx.Done():
		err = ctx.Err()
		p.mu.Lock()
		dropped = len(p.queue)
		p.queue = nil
		p.mu.Unlock()
		p.tasks.Add(-dropped)
		p.abort()
	}
	<-drained
	return dropped, err
}
