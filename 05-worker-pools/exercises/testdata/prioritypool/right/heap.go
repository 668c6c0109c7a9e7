// Another way: a heap finds the most urgent task and a queue the oldest; a task that has begun by one is passed over by the other. A step costs the logarithm of those that wait, where a look at all of them costs their number.
package exercises

import (
	"container/heap"
	"sync"
)

type PriorityPool struct {
	patience int
	workers  sync.WaitGroup

	mu      sync.Mutex // guards what follows
	changed *sync.Cond
	urgent  taskHeap    // all that wait, and some that have begun
	oldest  []*heapTask // the same, in the order of their numbers
	count   int         // tasks that wait
	begun   int         // tasks that have begun
	next    int         // the number of the next task
	closed  bool
}

type heapTask struct {
	priority, number int
	task             func() // nil when it has begun
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
	t := &heapTask{priority, p.next, task}
	p.next++
	p.count++
	heap.Push(&p.urgent, t)
	p.oldest = append(p.oldest, t)
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
		for p.count == 0 && !p.closed {
			p.changed.Wait()
		}
		if p.count == 0 {
			return
		}
		task := p.take()
		p.mu.Unlock()
		task()
		p.mu.Lock()
	}
}

// take takes the next task. When one is the oldest that waits, all before it have
// begun, which are as many as its number says. What has begun beyond them has
// overtaken it.
func (p *PriorityPool) take() func() {
	for p.oldest[0].task == nil {
		p.oldest = p.oldest[1:]
	}
	t := p.oldest[0]
	if p.begun-t.number < p.patience {
		for p.urgent[0].task == nil {
			heap.Pop(&p.urgent)
		}
		t = p.urgent[0]
	}
	task := t.task
	t.task = nil
	p.count--
	p.begun++
	return task
}

type taskHeap []*heapTask

func (h taskHeap) Len() int { return len(h) }

func (h taskHeap) Less(i, j int) bool {
	if h[i].priority != h[j].priority {
		return h[i].priority > h[j].priority
	}
	return h[i].number < h[j].number
}

func (h taskHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *taskHeap) Push(t any)   { *h = append(*h, t.(*heapTask)) }

func (h *taskHeap) Pop() any {
	last := len(*h) - 1
	t := (*h)[last]
	(*h)[last] = nil
	*h = (*h)[:last]
	return t
}
