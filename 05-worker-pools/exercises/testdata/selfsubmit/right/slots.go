// Another way: one goroutine takes tasks from a list, and starts each in a goroutine of its own when a semaphore has a slot. A channel with room for one says that the list has changed: a signal that is already there need not be sent again.
package exercises

import "sync"

type Task func(submit func(Task))

func SelfSubmit(workers int, first ...Task) {
	var (
		slots   = make(chan struct{}, workers)
		changed = make(chan struct{}, 1)
		mu      sync.Mutex // guards waiting and pending
		waiting = append([]Task(nil), first...)
		pending = len(first)
	)
	signal := func() {
		select {
		case changed <- struct{}{}:
		default:
		}
	}
	submit := func(task Task) {
		mu.Lock()
		defer mu.Unlock()
		waiting = append(waiting, task)
		pending++
		signal()
	}
	take := func() (task Task, over bool) {
		mu.Lock()
		defer mu.Unlock()
		if len(waiting) > 0 {
			task = waiting[0]
			waiting = waiting[1:]
		}
		return task, pending == 0
	}
	for {
		task, over := take()
		if over {
			break
		}
		if task == nil {
			<-changed
			continue
		}
		slots <- struct{}{}
		go func() {
			task(submit)
			<-slots
			mu.Lock()
			defer mu.Unlock()
			pending--
			signal()
		}()
	}
}
