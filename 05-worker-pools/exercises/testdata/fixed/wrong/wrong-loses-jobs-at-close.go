// Mistake: a queue of its own, and a signal that jobs was closed. A worker that sees the signal goes home, and what is in the queue stays there.
package exercises

import "sync"

func Fixed[J, R any](n int, jobs <-chan J, work func(J) R) <-chan R {
	results := make(chan R)
	queue := make(chan J, n)
	over := make(chan struct{})
	go func() {
		for job := range jobs {
			queue <- job
		}
		close(over)
	}()
	var workers sync.WaitGroup
	for range n {
		workers.Go(func() {
			for {
				select {
				case <-over:
					return
				default:
				}
				select {
				case job := <-queue:
					results <- work(job)
				case <-over:
					return
				}
			}
		})
	}
	go func() {
		workers.Wait()
		close(results)
	}()
	return results
}
