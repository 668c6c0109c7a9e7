// Mistake: it waits for the workers before it returns the channel, and they wait for somebody who receives from it.
package exercises

import "sync"

func Fixed[J, R any](n int, jobs <-chan J, work func(J) R) <-chan R {
	results := make(chan R)
	var workers sync.WaitGroup
	for range n {
		workers.Go(func() {
			for job := range jobs {
				results <- work(job)
			}
		})
	}
	workers.Wait()
	close(results)
	return results
}
