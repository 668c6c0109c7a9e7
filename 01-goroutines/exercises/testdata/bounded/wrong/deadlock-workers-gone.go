// Mistake: after a failure the workers go home, and Bounded itself is blocked on sending them the next task.
package exercises

import (
	"sync"
	"sync/atomic"
)

func Bounded(limit int, tasks []func() error) error {
	jobs := make(chan func() error)
	var first atomic.Pointer[error]
	var wg sync.WaitGroup
	for range limit {
		wg.Go(func() {
			for task := range jobs {
				if first.Load() != nil {
					return
				}
				if err := task(); err != nil {
					first.CompareAndSwap(nil, &err)
					return
				}
			}
		})
	}
	for _, task := range tasks {
		jobs <- task
	}
	close(jobs)
	wg.Wait()
	if p := first.Load(); p != nil {
		return *p
	}
	return nil
}
