// Another way: a count under a mutex, and a condition, bound the goroutines and tell their end. More lines than a semaphore; but the bound could change while it runs.
package exercises

import "sync"

func Fixed[J, R any](n int, jobs <-chan J, work func(J) R) <-chan R {
	var (
		results = make(chan R)
		mu      sync.Mutex // guards running
		fewer   = sync.NewCond(&mu)
		running int
	)
	waitBelow := func(limit int) {
		for running >= limit {
			fewer.Wait()
		}
	}
	go func() { // ends when jobs is closed and nothing runs
		mu.Lock()
		defer mu.Unlock()
		for {
			waitBelow(n)
			mu.Unlock()
			job, ok := <-jobs
			mu.Lock()
			if !ok {
				break
			}
			running++
			go func() {
				results <- work(job)
				mu.Lock()
				defer mu.Unlock()
				running--
				fewer.Signal()
			}()
		}
		waitBelow(1)
		close(results)
	}()
	return results
}
