// Mistake: it waits for the goroutines to end before it receives what they are blocked sending.
package exercises

import "sync"

func Gather[T any](tasks []func() T) []T {
	type indexed struct {
		i int
		v T
	}
	ch := make(chan indexed)
	var wg sync.WaitGroup
	for i, task := range tasks {
		wg.Go(func() { ch <- indexed{i, task()} })
	}
	wg.Wait()
	close(ch)
	results := make([]T, len(tasks))
	for r := range ch {
		results[r.i] = r.v
	}
	return results
}
