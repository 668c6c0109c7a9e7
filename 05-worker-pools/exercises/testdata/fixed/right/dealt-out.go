// Another way: workers queue up for work, each with a channel of its own, and a dispatcher gives a job to the first in the queue. Who gets which job is the program's choice, for one more handover a job.
package exercises

import "sync"

func Fixed[J, R any](n int, jobs <-chan J, work func(J) R) <-chan R {
	results := make(chan R)
	free := make(chan chan J, n) // workers that wait
	var workers sync.WaitGroup
	for range n {
		workers.Go(func() { // ends when the dispatcher closes its channel
			mine := make(chan J)
			free <- mine
			for job := range mine {
				results <- work(job)
				free <- mine
			}
		})
	}
	go func() { // the dispatcher: ends when jobs is closed and all workers were sent home
		for job := range jobs {
			worker := <-free
			worker <- job
		}
		for range n {
			close(<-free)
		}
		workers.Wait()
		close(results)
	}()
	return results
}
