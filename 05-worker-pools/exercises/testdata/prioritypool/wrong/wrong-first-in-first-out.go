// Mistake: it takes the task that has waited longest, whatever its priority: the urgent one stands at the end of the queue.
package exercises

import (
	"sync"
)

type PriorityPool struct {
	workers sync.WaitGroup

	mu      sync.Mutex // guards what follows
	changed *sync.Cond // signalled for each task, broadcast when closed is set
	waiting []*waitingTask
	closed  bool
}

type waitingTask struct {
	priority int
	task     func()
}

func NewPriorityPool(workers, patience int) *PriorityPool {
	p := &PriorityPool{}
	p.changed = sync.NewCond(&p.mu)
	for range workers {
		p.workers.Go(p.work)
	}
	return p
}

func (p *PriorityPool) Submit(priority int, task func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waiting = append(p.waiting, &waitingTask{priority: priority, task: task})
	p.changed.Signal()
}

func (p *PriorityPool) Close() {
	p.mu.Lock()
	p.closed = true
	p.changed.Broadcast()
	p.mu.Unlock()
	p.workers.Wait()
}

func (p *PriorityPool) work() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for {
		for len(p.waiting) == 0 && !p.closed {
			p.changed.Wait()
		}
		if len(p.waiting) == 0 {
			return
		}
		task := p.take()
		p.mu.Unlock()
		task()
		p.mu.Lock()
	}
}

func (p *PriorityPool) take() func() {
	task := p.waiting[0].task
	p.waiting = p.waiting[1:]
	return task
}
