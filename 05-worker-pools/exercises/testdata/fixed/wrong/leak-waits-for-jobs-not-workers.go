// Mistake: it waits until all jobs are done, and nobody tells the workers: they wait for ever at a channel that nobody closes.
package exercises

import "sync"

func Fixed[J, R any](n int, jobs <-chan J, work func(J) R) <-chan R {
	results := make(chan R)
	queue := make(chan J)
	var pending sync.WaitGroup // jobs that are not done
	for range n {
		go func() {
			for job := range queue {
				results <- work(job)
				pending.Done()
			}
		}()
	}
	go func() {
		for job := range jobs {
			pending.Add(1)
			queue <- job
		}
		pending.Wait()
		close(results)
	}()
	return results
}
