// Mistake: n jobs begin together, and the next n when all of these are done: one slow job keeps n-1 workers idle.
package exercises

import "sync"

func Fixed[J, R any](n int, jobs <-chan J, work func(J) R) <-chan R {
	results := make(chan R)
	go func() {
		defer close(results)
		for open := true; open; {
			var batch sync.WaitGroup
			for range n {
				job, ok := <-jobs
				if !ok {
					open = false
					break
				}
				batch.Go(func() { results <- work(job) })
			}
			batch.Wait()
		}
	}()
	return results
}
