// Mistake: results are taken in the order in which the tasks end, not in the order of the tasks.
package exercises

func Gather[T any](tasks []func() T) []T {
	ch := make(chan T)
	for _, task := range tasks {
		go func() { ch <- task() }()
	}
	var results []T
	for range tasks {
		results = append(results, <-ch)
	}
	return results
}
