// Another way: no worker stays and no queue is kept: each accepted task has a goroutine that waits for one of the slots. Tasks begin in no order, and one that waits costs a stack; the room bounds how many do.
package exercises

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

var ErrShutdown = errors.New("pool: shut down")

type Pool struct {
	places  chan struct{} // one for each accepted task that has not ended
	slots   chan struct{} // one for each task that runs
	closing chan struct{} // closed by Shutdown
	tasks   sync.WaitGroup
	ctx     context.Context // of all tasks
	abort   context.CancelFunc
	dropped atomic.Int64

	mu     sync.Mutex // guards closed, and that tasks grows while it is false only
	closed bool
}

func NewPool(workers, room int) *Pool {
	p := &Pool{
		places:  make(chan struct{}, workers+room),
		slots:   make(chan struct{}, workers),
		closing: make(chan struct{}),
	}
	p.ctx, p.abort = context.WithCancel(context.Background())
	return p
}

func (p *Pool) Submit(task func(ctx context.Context)) error {
	select {
	case p.places <- struct{}{}:
	case <-p.closing:
		return ErrShutdown
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		<-p.places
		return ErrShutdown
	}
	p.tasks.Go(func() {
		defer func() { <-p.places }()
		select {
		case p.slots <- struct{}{}:
			defer func() { <-p.slots }()
		case <-p.ctx.Done():
		}
		if p.ctx.Err() != nil { // a select that could take both may have taken the slot
			p.dropped.Add(1)
			return
		}
		task(p.ctx)
	})
	return nil
}

func (p *Pool) Shutdown(ctx context.Context) (dropped int, err error) {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	close(p.closing)
	drained := make(chan struct{})
	go func() { // ends when the tasks have
		p.tasks.Wait()
		close(drained)
	}()
	select {
	case <-drained:
	case <-ctx.Done():
		err = ctx.Err()
	}
	p.abort()
	<-drained
	return int(p.dropped.Load()), err
}
