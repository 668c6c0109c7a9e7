// Mistake: a goroutine for each send: submit does not wait, and what had a bound was the queue. Now each task that waits is a goroutine.
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
		go func() { queue <- task }()
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
