// Mistake: the list is guarded, and the count of what is left is not. Two workers may count at the same time, and the end is never found, or too early.
package exercises

import (
	"slices"
	"sync"
)

type Task func(submit func(Task))

func SelfSubmit(workers int, first ...Task) {
	q := newTaskQueue(first)
	var running sync.WaitGroup
	for range workers {
		running.Go(func() {
			for task := q.next(); task != nil; task = q.next() {
				task(q.submit)
				q.done()
			}
		})
	}
	running.Wait()
}

type taskQueue struct {
	mu      sync.Mutex // guards waiting
	changed *sync.Cond
	waiting []Task
	pending int // tasks that were submitted and have not returned
}

func newTaskQueue(first []Task) *taskQueue {
	q := &taskQueue{waiting: slices.Clone(first), pending: len(first)}
	q.changed = sync.NewCond(&q.mu)
	return q
}

func (q *taskQueue) submit(task Task) {
	q.pending++
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, task)
	q.changed.Signal()
}

func (q *taskQueue) next() Task {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.waiting) == 0 && q.pending > 0 {
		q.changed.Wait()
	}
	if len(q.waiting) == 0 {
		return nil
	}
	task := q.waiting[0]
	q.waiting = q.waiting[1:]
	return task
}

func (q *taskQueue) done() {
	if q.pending--; q.pending == 0 {
		q.mu.Lock()
		defer q.mu.Unlock()
		q.changed.Broadcast()
	}
}
