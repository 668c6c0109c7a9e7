// Mistake: the slot is taken after the goroutine was started: n wait in their work, and another has begun before anybody asks for its slot.
package exercises

import "sync"

func Fixed[J, R any](n int, jobs <-chan J, work func(J) R) <-chan R {
	results := make(chan R)
	slots := make(chan struct{}, n)
	go func() {
		var running sync.WaitGroup
		for job := range jobs {
			running.Go(func() {
				results <- work(job)
				<-slots
			})
			slots <- struct{}{}
		}
		running.Wait()
		close(results)
	}()
	return results
}
