// Mistake: no channel, so nobody has to read; but the tasks append to the same slices, and two that do so at the same time write to the same place.
package exercises

import (
	"errors"
	"sync"
)

func Collect[T any](limit int, tasks []func() (T, error)) ([]T, error) {
	var (
		slots   = make(chan struct{}, limit)
		running sync.WaitGroup
		all     []T
		errs    []error
	)
	for _, task := range tasks {
		slots <- struct{}{}
		running.Go(func() {
			defer func() { <-slots }()
			result, err := task()
			if err != nil {
				errs = append(errs, err)
			} else {
				all = append(all, result)
			}
		})
	}
	running.Wait()
	return all, errors.Join(errs...)
}
