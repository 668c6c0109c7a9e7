// Mistake: it collects the jobs in a slice until jobs is closed, and starts the workers then. Where jobs stays open nothing is ever done, and the slice has no bound.
package exercises

import "sync"

func Fixed[J, R any](n int, jobs <-chan J, work func(J) R) <-chan R {
	results := make(chan R)
	go func() {
		var all []J
		for job := range jobs {
			all = append(all, job)
		}
		queue := make(chan J, len(all))
		for _, job := range all {
			queue <- job
		}
		close(queue)
		var workers sync.WaitGroup
		for range n {
			workers.Go(func() {
				for job := range queue {
					results <- work(job)
				}
			})
		}
		workers.Wait()
		close(results)
	}()
	return results
}
