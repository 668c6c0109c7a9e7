// Mistake: it waits for one task too few, and returns without the one that is done last.
package exercises

func Gather[T any](tasks []func() T) []T {
	type indexed struct {
		i int
		v T
	}
	results := make([]T, len(tasks))
	ch := make(chan indexed, len(tasks))
	for i, task := range tasks {
		go func() { ch <- indexed{i, task()} }()
	}
	for range len(tasks) - 1 {
		r := <-ch
		results[r.i] = r.v
	}
	return results
}
