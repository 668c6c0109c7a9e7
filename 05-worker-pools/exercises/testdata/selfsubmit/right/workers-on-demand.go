// Another way: a worker is started when a task comes and less than the limit run, and ends when none waits. Nobody waits for work, so nobody must be woken; a pool that is often idle starts many goroutines.
package exercises

import "sync"

type Task func(submit func(Task))

func SelfSubmit(workers int, first ...Task) {
	var (
		mu      sync.Mutex // guards waiting and running
		waiting []Task
		running int
		all     sync.WaitGroup
		submit  func(Task)
	)
	next := func() Task {
		mu.Lock()
		defer mu.Unlock()
		if len(waiting) == 0 {
			running--
			return nil
		}
		last := len(waiting) - 1 // the latest: a stack stays shorter than a queue, where tasks form a tree
		task := waiting[last]
		waiting = waiting[:last]
		return task
	}
	submit = func(task Task) {
		mu.Lock()
		defer mu.Unlock()
		waiting = append(waiting, task)
		if running < workers {
			running++
			all.Go(func() { // ends when no task waits
				for task := next(); task != nil; task = next() {
					task(submit)
				}
			})
		}
	}
	for _, task := range first {
		submit(task)
	}
	all.Wait()
}
