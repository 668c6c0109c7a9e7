// Another way: no channel brings results: every task has a place of its own in a slice, and the caller's goroutine reads all when everybody has ended. Nothing to receive, so waiting first is right; all results come at the end.
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
			results[i], errs[i] = task()
			<-slots
		})
	}
	running.Wait()
	var all []T
	for i, err := range errs {
		if err == nil {
			all = append(all, results[i])
		}
	}
	return all, errors.Join(errs...)
}
