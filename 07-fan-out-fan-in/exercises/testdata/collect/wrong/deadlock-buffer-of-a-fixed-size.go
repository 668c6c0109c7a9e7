// Mistake: it still waits before it receives, and has given the channel room for a thousand results: it works until there are more.
package exercises

import (
	"errors"
	"sync"
)

func Collect[T any](limit int, tasks []func() (T, error)) ([]T, error) {
	var (
		results = make(chan T, 1000)
		slots   = make(chan struct{}, limit)
		running sync.WaitGroup
		mu      sync.Mutex
		errs    []error
	)
	for _, task := range tasks {
		slots <- struct{}{}
		running.Go(func() {
			defer func() { <-slots }()
			result, err := task()
			if err != nil {
				mu.Lock()
				defer mu.Unlock()
				errs = append(errs, err)
				return
			}
			results <- result
		})
	}
	running.Wait()
	close(results)
	var all []T
	for result := range results {
		all = append(all, result)
	}
	return all, errors.Join(errs...)
}
