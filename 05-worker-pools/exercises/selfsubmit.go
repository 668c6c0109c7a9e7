package exercises

import "sync"

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
	var (
		queue   = make(chan Task, workers)
		pending sync.WaitGroup // tasks that were submitted and have not returned
		running sync.WaitGroup // workers
	)
	submit := func(task Task) {
		pending.Add(1)
		queue <- task
	}
	for range workers {
		running.Go(func() { // ends when queue is closed and empty
			for task := range queue {
				task(submit)
				pending.Done()
			}
		})
	}
	for _, task := range first {
		submit(task)
	}
	pending.Wait()
	close(queue)
	running.Wait()
}
