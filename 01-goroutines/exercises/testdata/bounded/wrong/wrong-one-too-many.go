// Mistake: the slot is taken after the goroutine was started; one task more than the limit is in flight.
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
		slots <- struct{}{}
	}
	wg.Wait()
	return first
}
