// Another way: each task has a goroutine that waits for its own turn, and whoever ends gives the turn to the next. No worker is idle, since none is there; a task that waits costs a stack.
package exercises

import (
	"container/list"
	"sync"
)

type PriorityPool struct {
	patience int
	tasks    sync.WaitGroup

	mu      sync.Mutex // guards what follows
	free    int        // tasks that may begin at once
	waiting list.List  // of *turn, in the order in which they were submitted
}

type turn struct {
	priority  int
	overtaken int
	begin     chan struct{} // closed when it is this task's turn
}

func NewPriorityPool(workers, patience int) *PriorityPool {
	return &PriorityPool{patience: patience, free: workers}
}

func (p *PriorityPool) Submit(priority int, task func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	t := &turn{priority: priority, begin: make(chan struct{})}
	if p.free > 0 {
		p.free--
		close(t.begin)
	} else {
		p.waiting.PushBack(t)
	}
	p.tasks.Go(func() {
		<-t.begin
		task()
		p.pass()
	})
}

// pass gives the turn of a task that has ended to the next one.
func (p *PriorityPool) pass() {
	p.mu.Lock()
	defer p.mu.Unlock()
	next := p.waiting.Front()
	if next == nil {
		p.free++
		return
	}
	if next.Value.(*turn).overtaken < p.patience {
		for e := next; e != nil; e = e.Next() {
			if e.Value.(*turn).priority > next.Value.(*turn).priority {
				next = e
			}
		}
	}
	for e := next.Prev(); e != nil; e = e.Prev() {
		e.Value.(*turn).overtaken++
	}
	p.waiting.Remove(next)
	close(next.Value.(*turn).begin)
}

func (p *PriorityPool) Close() {
	p.tasks.Wait()
}
