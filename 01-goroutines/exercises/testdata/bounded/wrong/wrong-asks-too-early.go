// Mistake: it looks for a failure before it waits for a slot, and not after; the task that failed gives its slot to one more.
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
		mu.Lock()
		failed := first != nil
		mu.Unlock()
		if failed {
			break
		}
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
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
