// Mistake: nobody waits for the goroutines; the results are returned before the tasks have written them.
package exercises

func Gather[T any](tasks []func() T) []T {
	results := make([]T, len(tasks))
	for i, task := range tasks {
		go func() { results[i] = task() }()
	}
	return results
}
