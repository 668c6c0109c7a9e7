// Mistake: each goroutine draws the number of its place when it begins, and goroutines don't begin in the order of the go statements.
package exercises

import (
	"sync"
	"sync/atomic"
)

func Gather[T any](tasks []func() T) []T {
	results := make([]T, len(tasks))
	var next atomic.Int64
	var wg sync.WaitGroup
	for _, task := range tasks {
		wg.Go(func() {
			i := next.Add(1) - 1
			results[i] = task()
		})
	}
	wg.Wait()
	return results
}
