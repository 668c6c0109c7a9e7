// Mistake: the workers go home when they see that the pool is closing. What is in the queue stays there, though Submit has returned nil for it.
package exercises

import (
	"context"
	"errors"
	"sync"
)

var ErrShutdown = errors.New("pool: shut down")

type Pool struct {
	queue   chan func(ctx context.Context)
	closing chan struct{} // closed by Shutdown
	workers sync.WaitGroup
	ctx     context.Context // of all tasks
	abort   context.CancelFunc
}

func NewPool(workers, room int) *Pool {
	p := &Pool{
		queue:   make(chan func(ctx context.Context), room),
		closing: make(chan struct{}),
	}
	p.ctx, p.abort = context.WithCancel(context.Background())
	for range workers {
		p.workers.Go(p.work)
	}
	return p
}

func (p *Pool) work() {
	for {
		select {
		case <-p.closing:
			return
		default:
		}
		select {
		case task := <-p.queue:
			task(p.ctx)
		case <-p.closing:
			return
		}
	}
}

func (p *Pool) Submit(task func(ctx context.Context)) error {
	select {
	case <-p.closing:
		return ErrShutdown
	default:
	}
	select {
	case p.queue <- task:
		return nil
	case <-p.closing:
		return ErrShutdown
	}
}

func (p *Pool) Shutdown(ctx context.Context) (dropped int, err error) {
	defer p.abort()
	close(p.closing)
	drained := make(chan struct{})
	go func() {
		p.workers.Wait()
		close(drained)
	}()
	select {
	case <-drained:
		return 0, nil
	case <-ctx.Done():
		p.abort()
		<-drained
		return len(p.queue), ctx.Err()
	}
}
