// Mistake: every task gets its goroutine at once, and the goroutines wait for slots; the limit holds for tasks, not for goroutines.
package exercises

import "sync"

func Bounded(limit int, tasks []func() error) error {
	var (
		mu    sync.Mutex // guards first
		first error
		wg    sync.WaitGroup
	)
	slots := make(chan struct{}, limit)
	for _, task := range tasks {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			mu.Lock()
			failed := first != nil
			mu.Unlock()
			if failed {
				return
			}
			if err := task(); err != nil {
				mu.Lock()
				defer mu.Unlock()
				if first == nil {
					first = err
				}
			}
		})
	}
	wg.Wait()
	return first
}
