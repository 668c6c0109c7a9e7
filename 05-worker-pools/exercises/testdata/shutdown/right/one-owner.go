// Another way: no lock: one goroutine owns the queue and the counts, and everybody sends it what has happened. It can be followed line by line; all go through one goroutine.
package exercises

import (
	"context"
	"errors"
)

var ErrShutdown = errors.New("pool: shut down")

type Pool struct {
	submit   chan func(ctx context.Context)
	closing  chan struct{}        // closed by Shutdown
	shutdown chan context.Context // to the owner
	result   chan result          // from the owner
}

type result struct {
	dropped int
	err     error
}

func NewPool(workers, room int) *Pool {
	p := &Pool{
		submit:   make(chan func(ctx context.Context)),
		closing:  make(chan struct{}),
		shutdown: make(chan context.Context),
		result:   make(chan result),
	}
	go p.own(workers, room)
	return p
}

func (p *Pool) Submit(task func(ctx context.Context)) error {
	select {
	case <-p.closing:
		return ErrShutdown
	default:
	}
	select {
	case p.submit <- task:
		return nil
	case <-p.closing:
		return ErrShutdown
	}
}

func (p *Pool) Shutdown(ctx context.Context) (dropped int, err error) {
	close(p.closing)
	p.shutdown <- ctx
	r := <-p.result
	return r.dropped, r.err
}

// own is the owner: it ends when it was told to and nothing runs.
func (p *Pool) own(workers, room int) {
	ctx, abort := context.WithCancel(context.Background())
	defer abort()
	var (
		queue   []func(ctx context.Context)
		running int
		ended   = make(chan struct{})
		closed  bool
		over    <-chan struct{} // nil until Shutdown is called, and after its context has ended
		until   context.Context
		r       result
	)
	for !closed || running > 0 {
		submit := p.submit
		if closed || running == workers && len(queue) == room {
			submit = nil
		}
		select {
		case task := <-submit:
			queue = append(queue, task)
		case <-ended:
			running--
		case until = <-p.shutdown:
			closed, over = true, until.Done()
		case <-over:
			over = nil
			r = result{len(queue), until.Err()}
			queue = nil
			abort()
		}
		for running < workers && len(queue) > 0 {
			task := queue[0]
			queue = queue[1:]
			running++
			go func() {
				task(ctx)
				ended <- struct{}{}
			}()
		}
	}
	p.result <- r
}
