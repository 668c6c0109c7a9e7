// Mistake: a few tasks are called one after another, as not worth a goroutine; but a task may take long, however few there are.
package exercises

import "sync"

func Gather[T any](tasks []func() T) []T {
	results := make([]T, len(tasks))
	if len(tasks) < 10 {
		for i, task := range tasks {
			results[i] = task()
		}
		return results
	}
	var wg sync.WaitGroup
	for i, task := range tasks {
		wg.Go(func() { results[i] = task() })
	}
	wg.Wait()
	return results
}
