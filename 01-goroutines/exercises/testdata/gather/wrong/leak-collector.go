// Mistake: the channel is never closed, so the goroutine that collects from it waits for ever for one more result.
package exercises

import "sync"

func Gather[T any](tasks []func() T) []T {
	type indexed struct {
		i int
		v T
	}
	results := make([]T, len(tasks))
	ch := make(chan indexed)
	var stored sync.WaitGroup
	stored.Add(len(tasks))
	go func() {
		for r := range ch {
			results[r.i] = r.v
			stored.Done()
		}
	}()
	for i, task := range tasks {
		go func() { ch <- indexed{i, task()} }()
	}
	stored.Wait()
	return results
}
