// Another way: results travel over one channel, each with the index of its task. No memory is shared, but every result is copied twice, and the count of receives takes the place of Wait.
package exercises

// Gather has each task send its result and index, and receives as many as there
// are tasks. The buffer is not needed for correctness; it lets every goroutine
// end at once.
func Gather[T any](tasks []func() T) []T {
	type indexed struct {
		i int
		v T
	}
	ch := make(chan indexed, len(tasks))
	for i, task := range tasks {
		go func() { ch <- indexed{i, task()} }()
	}
	results := make([]T, len(tasks))
	for range tasks {
		r := <-ch
		results[r.i] = r.v
	}
	return results
}
