// Mistake: after a failure the workers go home, and the goroutine that feeds them stays blocked on its send for ever.
package exercises

import (
	"sync"
	"sync/atomic"
)

func Bounded(limit int, tasks []func() error) error {
	jobs := make(chan func() error)
	go func() {
		defer close(jobs)
		for _, task := range tasks {
			jobs <- task
		}
	}()
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
	wg.Wait()
	if p := first.Load(); p != nil {
		return *p
	}
	return nil
}
