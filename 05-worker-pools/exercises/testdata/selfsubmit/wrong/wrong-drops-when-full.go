// Mistake: where the queue is full the task is dropped, and nobody hears of it.
package exercises

import "sync"

type Task func(submit func(Task))

func SelfSubmit(workers int, first ...Task) {
	var (
		queue   = make(chan Task, workers)
		pending sync.WaitGroup
		running sync.WaitGroup
	)
	submit := func(task Task) {
		pending.Add(1)
		select {
		case queue <- task:
		default:
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
