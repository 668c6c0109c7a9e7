// Mistake: no more than eight workers, whatever n says: enough for jobs that compute, and not for a hundred that wait for a server.
package exercises

import "sync"

func Fixed[J, R any](n int, jobs <-chan J, work func(J) R) <-chan R {
	results := make(chan R)
	var workers sync.WaitGroup
	for range min(n, 8) {
		workers.Go(func() {
			for job := range jobs {
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
