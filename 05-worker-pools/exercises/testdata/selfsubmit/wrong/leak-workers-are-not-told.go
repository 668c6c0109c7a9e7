// Mistake: SelfSubmit returns when all tasks have, and the workers wait for another one, for ever.
package exercises

import (
	"slices"
	"sync"
)

type Task func(submit func(Task))

func SelfSubmit(workers int, first ...Task) {
	var (
		mu      sync.Mutex // guards waiting
		more    = sync.NewCond(&mu)
		waiting = slices.Clone(first)
		pending sync.WaitGroup
	)
	pending.Add(len(first))
	submit := func(task Task) {
		pending.Add(1)
		mu.Lock()
		defer mu.Unlock()
		waiting = append(waiting, task)
		more.Signal()
	}
	next := func() Task {
		mu.Lock()
		defer mu.Unlock()
		for len(waiting) == 0 {
			more.Wait()
		}
		task := waiting[0]
		waiting = waiting[1:]
		return task
	}
	for range workers {
		go func() {
			for {
				next()(submit)
				pending.Done()
			}
		}()
	}
	pending.Wait()
}
