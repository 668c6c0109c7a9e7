// Another way: split the tasks in two, gather one half in another goroutine and the other here. The caller runs a task itself, so n tasks need n-1 goroutines, started from several places at once.
package exercises

// Gather divides until one task is left, and runs that one.
func Gather[T any](tasks []func() T) []T {
	results := make([]T, len(tasks))
	gatherInto(results, tasks)
	return results
}

func gatherInto[T any](results []T, tasks []func() T) {
	switch n := len(tasks); n {
	case 0:
	case 1:
		results[0] = tasks[0]()
	default:
		done := make(chan struct{})
		go func() {
			defer close(done)
			gatherInto(results[:n/2], tasks[:n/2])
		}()
		gatherInto(results[n/2:], tasks[n/2:])
		<-done
	}
}
