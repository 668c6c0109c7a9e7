// Mistake: the goroutines look at the shared error and write it without a lock; two that fail together race.
package exercises

import "sync"

func Bounded(limit int, tasks []func() error) error {
	var first error
	var wg sync.WaitGroup
	slots := make(chan struct{}, limit)
	for _, task := range tasks {
		slots <- struct{}{}
		if first != nil {
			break
		}
		wg.Go(func() {
			defer func() { <-slots }()
			if err := task(); err != nil && first == nil {
				first = err
			}
		})
	}
	wg.Wait()
	return first
}
