// Mistake: if for for: a worker that was woken, and finds that another has taken the task, goes home while tasks run that may submit more.
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
		running.Go(func() { // ends when no task is left
			for task := q.next(); task != nil; task = q.next() {
				task(q.submit)
				q.done()
			}
		})
	}
	running.Wait()
}

type taskQueue struct {
	mu      sync.Mutex // guards what follows
	changed *sync.Cond // signalled for each task, broadcast when none is left
	waiting []Task
	pending int // tasks that were submitted and have not returned
}

func newTaskQueue(first []Task) *taskQueue {
	q := &taskQueue{waiting: slices.Clone(first), pending: len(first)}
	q.changed = sync.NewCond(&q.mu)
	return q
}

func (q *taskQueue) submit(task Task) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, task)
	q.pending++
	q.changed.Signal()
}

func (q *taskQueue) next() Task {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.waiting) == 0 && q.pending > 0 {
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
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.pending--; q.pending == 0 {
		q.changed.Broadcast()
	}
}
