// Mistake: a worker goes home when no task waits. One that runs may be about to submit a hundred, and its worker is alone with them.
package exercises

import "sync"

type Task func(submit func(Task))

func SelfSubmit(workers int, first ...Task) {
	var (
		mu      sync.Mutex // guards waiting
		waiting = append([]Task(nil), first...)
		running sync.WaitGroup
	)
	submit := func(task Task) {
		mu.Lock()
		defer mu.Unlock()
		waiting = append(waiting, task)
	}
	next := func() Task {
		mu.Lock()
		defer mu.Unlock()
		if len(waiting) == 0 {
			return nil
		}
		task := waiting[0]
		waiting = waiting[1:]
		return task
	}
	for range workers {
		running.Go(func() {
			for task := next(); task != nil; task = next() {
				task(submit)
			}
		})
	}
	running.Wait()
}
