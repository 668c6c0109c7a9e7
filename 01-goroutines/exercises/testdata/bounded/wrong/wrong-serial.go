// Mistake: the workers hold the lock that guards the shared index while their task runs; one task runs at a time.
package exercises

import "sync"

func Bounded(limit int, tasks []func() error) error {
	var (
		mu    sync.Mutex // guards next, first
		next  int
		first error
		wg    sync.WaitGroup
	)
	step := func() (more bool) {
		mu.Lock()
		defer mu.Unlock()
		if first != nil || next == len(tasks) {
			return false
		}
		first = tasks[next]()
		next++
		return true
	}
	for range limit {
		wg.Go(func() {
			for step() {
			}
		})
	}
	wg.Wait()
	return first
}
