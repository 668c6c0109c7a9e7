// Mistake: a queue of its own before the workers. n jobs wait there, and one more in the hand of the goroutine that fills it: while nobody receives results, the pool has taken more than it may.
package exercises

import "sync"

func Fixed[J, R any](n int, jobs <-chan J, work func(J) R) <-chan R {
	queue, results := make(chan J, n), make(chan R)
	go func() {
		defer close(queue)
		for job := range jobs {
			queue <- job
		}
	}()
	var workers sync.WaitGroup
	for range n {
		workers.Go(func() {
			for job := range queue {
				results <- work(job)
			}
		})
	}
	go func() {
		workers.Wait()
		close(results)
	}()
	return results
}
