// Mistake: a semaphore bounds the goroutines, at what its author took for many; with more tasks not all are in flight together.
package exercises

import "sync"

func Gather[T any](tasks []func() T) []T {
	results := make([]T, len(tasks))
	slots := make(chan struct{}, 100)
	var wg sync.WaitGroup
	for i, task := range tasks {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			results[i] = task()
		})
	}
	wg.Wait()
	return results
}
