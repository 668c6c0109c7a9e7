// Mistake: the search for the highest priority begins at -1. Of tasks that are all below zero none is higher than that, and the first one is taken.
package exercises

import (
	"slices"
	"sync"
)

type PriorityPool struct {
	patience int
	workers  sync.WaitGroup

	mu      sync.Mutex // guards what follows
	changed *sync.Cond // signalled for each task, broadcast when closed is set
	waiting []*waitingTask
	closed  bool
}

type waitingTask struct {
	priority  int
	task      func()
	overtaken int
}

func NewPriorityPool(workers, patience int) *PriorityPool {
	p := &PriorityPool{patience: patience}
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
	next, highest := 0, -1
	if p.waiting[0].overtaken < p.patience {
		for i, w := range p.waiting {
			if w.priority > highest {
				next, highest = i, w.priority
			}
		}
	}
	for _, w := range p.waiting[:next] {
		w.overtaken++
	}
	task := p.waiting[next].task
	p.waiting = slices.Delete(p.waiting, next, next+1)
	return task
}
