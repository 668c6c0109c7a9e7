// Mistake: a queue so large that nobody will fill it. Somebody will, on the largest site, and until then each call takes the memory for a million tasks.
package exercises

import "sync"

type Task func(submit func(Task))

func SelfSubmit(workers int, first ...Task) {
	var (
		queue   = make(chan Task, 1<<20)
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
