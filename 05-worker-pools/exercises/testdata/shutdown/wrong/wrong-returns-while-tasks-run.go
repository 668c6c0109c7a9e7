// Mistake: when ctx ends it tells the tasks and returns at once. Its caller closes what the tasks still use, and takes for dropped what nobody has counted yet.
package exercises

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

var ErrShutdown = errors.New("pool: shut down")

type Pool struct {
	queue   chan func(ctx context.Context) // closed by Shutdown
	closing chan struct{}                  // closed by Shutdown before that
	entry   sync.RWMutex                   // read-held to send to queue, held to close it
	workers sync.WaitGroup
	ctx     context.Context // of all tasks
	abort   context.CancelFunc
	dropped atomic.Int64
}

func NewPool(workers, room int) *Pool {
	p := &Pool{
		queue:   make(chan func(ctx context.Context), room),
		closing: make(chan struct{}),
	}
	p.ctx, p.abort = context.WithCancel(context.Background())
	for range workers {
		p.workers.Go(func() {
			for task := range p.queue {
				if p.ctx.Err() != nil {
					p.dropped.Add(1)
					continue
				}
				task(p.ctx)
			}
		})
	}
	return p
}

func (p *Pool) Submit(task func(ctx context.Context)) error {
	p.entry.RLock()
	defer p.entry.RUnlock()
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
	p.entry.Lock()
	close(p.queue)
	p.entry.Unlock()
	drained := make(chan struct{})
	go func() {
		p.workers.Wait()
		close(drained)
	}()
	select {
	case <-drained:
		return 0, nil
	case <-ctx.Done():
		return len(p.queue), ctx.Err()
	}
}
