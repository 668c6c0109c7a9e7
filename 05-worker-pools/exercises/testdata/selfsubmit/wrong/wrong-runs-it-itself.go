// Mistake: where the queue is full submit runs the task. The one that found it waits for it, with whatever it holds, and for all that it finds in turn, one stack upon the other.
package exercises

import "sync"

type Task func(submit func(Task))

func SelfSubmit(workers int, first ...Task) {
	var (
		queue   = make(chan Task, workers)
		pending sync.WaitGroup
		running sync.WaitGroup
	)
	var submit func(Task)
	submit = func(task Task) {
		pending.Add(1)
		select {
		case queue <- task:
		default:
			task(submit)
			pending.Done()
		}
	}
	for range workers {
		running.Go(func() {
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
