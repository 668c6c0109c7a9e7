// Another way: two channels with room for every task, so that no send ever waits, and the caller's goroutine does everything else in turn. The bug's own shape, mended by room; memory for all results twice.
package exercises

import (
	"errors"
	"sync"
)

func Collect[T any](limit int, tasks []func() (T, error)) ([]T, error) {
	results := make(chan T, len(tasks))
	failures := make(chan error, len(tasks))
	slots := make(chan struct{}, limit)
	var running sync.WaitGroup
	for _, task := range tasks {
		slots <- struct{}{}
		running.Go(func() {
			defer func() { <-slots }()
			if result, err := task(); err != nil {
				failures <- err
			} else {
				results <- result
			}
		})
	}
	running.Wait()
	close(results)
	close(failures)
	var all []T
	for result := range results {
		all = append(all, result)
	}
	var errs []error
	for err := range failures {
		errs = append(errs, err)
	}
	return all, errors.Join(errs...)
}
