// Another way: no worker stays: each job has a goroutine, started when a slot of a semaphore is free. One goroutine receives the jobs, holds at most one that waits, and knows the end by taking all slots back.
package exercises

func Fixed[J, R any](n int, jobs <-chan J, work func(J) R) <-chan R {
	results := make(chan R)
	go func() { // ends when jobs is closed and all slots are back
		slots := make(chan struct{}, n)
		for job := range jobs {
			slots <- struct{}{}
			go func() {
				results <- work(job)
				<-slots
			}()
		}
		for range n {
			slots <- struct{}{}
		}
		close(results)
	}()
	return results
}
