// Mistake: while all slots are taken the loop asks again and again whether one is free: it burns a processor, and its look and its count are two steps.
package exercises

import (
	"runtime"
	"sync"
	"sync/atomic"
)

func Bounded(limit int, tasks []func() error) error {
	var (
		running atomic.Int64
		failed  atomic.Pointer[error]
		wg      sync.WaitGroup
	)
	for _, task := range tasks {
		for running.Load() >= int64(limit) {
			runtime.Gosched()
		}
		if failed.Load() != nil {
			break
		}
		running.Add(1)
		wg.Go(func() {
			if err := task(); err != nil {
				failed.CompareAndSwap(nil, &err)
			}
			running.Add(-1)
		})
	}
	wg.Wait()
	if err := failed.Load(); err != nil {
		return *err
	}
	return nil
}
