// Mistake: a variable that nothing guards says that the pool is closed. Submit looks at it, and by the time it sends, the queue may be closed.
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
	workers sync.WaitGroup
	ctx     context.Context // of all tasks
	abort   context.CancelFunc
	dropped atomic.Int64
	closed  bool // Shutdown was called
}

func NewPool(workers, room int) *Pool {
	p := &Pool{queue: make(chan func(ctx context.Context), room)}
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
	if p.closed {
		return ErrShutdown
	}
	p.queue <- task
	return nil
}

func (p *Pool) Shutdown(ctx context.Context) (dropped int, err error) {
	defer p.abort()
	p.closed = true
	close(p.queue)
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
		return int(p.dropped.Load()), ctx.Err()
	}
}
