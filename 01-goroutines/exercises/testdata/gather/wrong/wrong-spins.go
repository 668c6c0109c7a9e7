// Mistake: it does not wait for the last task, it asks again and again: a processor is busy with asking while the tasks need it.
package exercises

import (
	"runtime"
	"sync/atomic"
)

func Gather[T any](tasks []func() T) []T {
	results := make([]T, len(tasks))
	var done atomic.Int64
	for i, task := range tasks {
		go func() {
			results[i] = task()
			done.Add(1)
		}()
	}
	for done.Load() < int64(len(tasks)) {
		runtime.Gosched()
	}
	return results
}
