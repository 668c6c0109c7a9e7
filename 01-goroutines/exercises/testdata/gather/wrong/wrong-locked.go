// Mistake: the lock is held while the task runs, so that only one task runs at a time.
package exercises

import "sync"

func Gather[T any](tasks []func() T) []T {
	results := make([]T, len(tasks))
	var mu sync.Mutex
	var wg sync.WaitGroup
	for i, task := range tasks {
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			results[i] = task()
		})
	}
	wg.Wait()
	return results
}
