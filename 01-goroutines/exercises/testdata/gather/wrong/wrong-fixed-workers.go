// Mistake: a fixed number of workers share the tasks; with more tasks than workers not all are in flight together.
package exercises

import (
	"runtime"
	"sync"
)

func Gather[T any](tasks []func() T) []T {
	results := make([]T, len(tasks))
	jobs := make(chan int)
	var wg sync.WaitGroup
	for range runtime.NumCPU() {
		wg.Go(func() {
			for i := range jobs {
				results[i] = tasks[i]()
			}
		})
	}
	for i := range tasks {
		jobs <- i
	}
	close(jobs)
	wg.Wait()
	return results
}
