// Another way: workers without a lock: an atomic index deals out the tasks, an atomic pointer keeps the first error. Fast when tasks are tiny; each atomic says one thing, so nothing may depend on two of them at once.
package exercises

import (
	"sync"
	"sync/atomic"
)

func Bounded(limit int, tasks []func() error) error {
	var (
		next  atomic.Int64 // index of the next task
		first atomic.Pointer[error]
		wg    sync.WaitGroup
	)
	for range limit {
		wg.Go(func() {
			for first.Load() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(tasks) {
					return
				}
				if err := tasks[i](); err != nil {
					first.CompareAndSwap(nil, &err)
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
