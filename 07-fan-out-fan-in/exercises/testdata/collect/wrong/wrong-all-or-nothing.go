// Mistake: when one task has failed it returns the errors alone: what the others came to is lost, though it was there.
package exercises

import (
	"errors"
	"sync"
)

func Collect[T any](limit int, tasks []func() (T, error)) ([]T, error) {
	results := make([]T, len(tasks))
	errs := make([]error, len(tasks))
	slots := make(chan struct{}, limit)
	var running sync.WaitGroup
	for i, task := range tasks {
		slots <- struct{}{}
		running.Go(func() {
			defer func() { <-slots }()
			results[i], errs[i] = task()
		})
	}
	running.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return results, nil
}
