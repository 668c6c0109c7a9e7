// Mistake: more room in the queue. It takes longer until all workers wait for room that only they can make; then it is the same.
package exercises

import "sync"

type Task func(submit func(Task))

func SelfSubmit(workers int, first ...Task) {
	var (
		queue   = make(chan Task, 1024)
		pending sync.WaitGroup
		running sync.WaitGroup
	)
	submit := func(task Task) {
		pending.Add(1)
		queue <- task
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
