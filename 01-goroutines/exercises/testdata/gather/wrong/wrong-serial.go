// Mistake: it waits for each task before it starts the next; the goroutines run one at a time.
package exercises

import "sync"

func Gather[T any](tasks []func() T) []T {
	results := make([]T, len(tasks))
	for i, task := range tasks {
		var wg sync.WaitGroup
		wg.Go(func() { results[i] = task() })
		wg.Wait()
	}
	return results
}
