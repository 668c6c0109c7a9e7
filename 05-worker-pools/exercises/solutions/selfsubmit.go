package exercises

import (
	"slices"
	"sync"
)

// A Task is work that may find more work, and submits what it finds.
type Task func(submit func(Task))

// SelfSubmit runs the tasks first, and all those that tasks submit, on a pool of so
// many workers, at least 1. It returns when all of them have returned.
//
//   - Each task is run once, in any order.
//   - At most so many tasks run at the same time; and so many do, as long as there
//     are enough.
//   - submit returns at once. It waits for no worker and no task, and does not run
//     the task itself. So nothing bounds how many tasks wait but their number, and
//     room for them is made as they come.
//   - The pool has no goroutine for each task that waits: ten more than it has
//     workers are enough, however many tasks there are.
//   - Who waits, for a task or for the end, is blocked: it neither spins nor sleeps.
//     When SelfSubmit has returned no goroutine is left behind.
//
// A task calls submit before it returns, never later. Tasks don't panic.
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

// A taskQueue has room for as many tasks as are submitted.
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

// submit appends a task. It waits for nobody.
func (q *taskQueue) submit(task Task) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, task)
	q.pending++
	q.changed.Signal()
}

// next takes a task. While none waits, and one that runs may submit one, it waits.
// It returns nil when no task is left.
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

// done says that a task has returned.
func (q *taskQueue) done() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.pending--; q.pending == 0 {
		q.changed.Broadcast()
	}
}
