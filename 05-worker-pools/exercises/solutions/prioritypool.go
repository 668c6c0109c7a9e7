package exercises

import (
	"slices"
	"sync"
)

// A PriorityPool runs tasks on a fixed number of workers, the urgent ones first.
// Any number of goroutines may call Submit at the same time.
type PriorityPool struct {
	patience int
	workers  sync.WaitGroup

	mu      sync.Mutex     // guards what follows
	changed *sync.Cond     // signalled for each task, broadcast when closed is set
	waiting []*waitingTask // in the order in which they were submitted
	closed  bool
}

// A waitingTask has been submitted and has not begun.
type waitingTask struct {
	priority  int
	task      func()
	overtaken int
}

// NewPriorityPool returns a pool with so many workers, at least 1. No task is
// overtaken more than patience times, which is at least 1.
func NewPriorityPool(workers, patience int) *PriorityPool {
	p := &PriorityPool{patience: patience}
	p.changed = sync.NewCond(&p.mu)
	for range workers {
		p.workers.Go(p.work)
	}
	return p
}

// Submit hands in a task and returns at once: it waits for no worker and no task,
// however many wait. When it has returned the task is among those that wait, or
// was chosen already. Tasks may call Submit too.
//
// Every task is run once, by at most so many workers at the same time, and by all
// of them while there are tasks enough. When a worker is free, and not before, the
// next task is chosen among those that wait:
//
//   - A task is overtaken each time that one which was submitted later begins
//     before it. If the one that has waited longest was overtaken patience times,
//     it is next, whatever its priority.
//   - Otherwise it is the one with the highest priority; of several, the one that
//     was submitted first.
//
// Any int is a priority, and of two the larger is the higher.
func (p *PriorityPool) Submit(priority int, task func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waiting = append(p.waiting, &waitingTask{priority: priority, task: task})
	p.changed.Signal()
}

// Close waits until all tasks have been run, those that wait too, and ends the
// workers: when it has returned no goroutine is left behind. It is called once. From
// then on nobody calls Submit, not even a task.
//
// Tasks don't panic. A worker that waits for a task is blocked: it neither spins
// nor sleeps.
func (p *PriorityPool) Close() {
	p.mu.Lock()
	p.closed = true
	p.changed.Broadcast()
	p.mu.Unlock()
	p.workers.Wait()
}

// work is a worker: it ends when the pool is closed and no task waits.
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

// take takes the next task from those that wait. Its caller holds the lock.
func (p *PriorityPool) take() func() {
	next := 0
	if p.waiting[0].overtaken < p.patience {
		for i, w := range p.waiting {
			if w.priority > p.waiting[next].priority {
				next = i
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
