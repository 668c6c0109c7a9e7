// Mistake: all goroutines append to one slice and nothing orders them; appends overwrite each other.
package exercises

import "sync"

func Gather[T any](tasks []func() T) []T {
	var results []T
	var wg sync.WaitGroup
	for _, task := range tasks {
		wg.Go(func() { results = append(results, task()) })
	}
	wg.Wait()
	return results
}
