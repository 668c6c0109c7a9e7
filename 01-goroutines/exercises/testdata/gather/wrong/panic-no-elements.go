// Mistake: the slice has room for the results, but no elements yet: results[i] is out of range.
package exercises

import "sync"

func Gather[T any](tasks []func() T) []T {
	results := make([]T, 0, len(tasks))
	var wg sync.WaitGroup
	for i, task := range tasks {
		wg.Go(func() { results[i] = task() })
	}
	wg.Wait()
	return results
}
