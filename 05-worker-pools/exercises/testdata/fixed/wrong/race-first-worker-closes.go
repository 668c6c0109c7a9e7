// Mistake: the first worker that finds no more jobs closes the results, while others are still at work and about to send theirs.
package exercises

import "sync"

func Fixed[J, R any](n int, jobs <-chan J, work func(J) R) <-chan R {
	results := make(chan R)
	var once sync.Once
	for range n {
		go func() {
			for job := range jobs {
				results <- work(job)
			}
			once.Do(func() { close(results) })
		}()
	}
	return results
}
