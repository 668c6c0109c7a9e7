package exercises

import (
	"errors"
	"sync"
)

// Collect runs the tasks, at most limit at the same time, and returns the results
// of those that succeeded, in any order, and the errors of those that failed,
// joined.
func Collect[T any](limit int, tasks []func() (T, error)) ([]T, error) {
	type reply struct {
		result T
		err    error
	}
	var (
		replies = make(chan reply)
		slots   = make(chan struct{}, limit) // holds one for each task that runs
		running sync.WaitGroup
	)
	go func() { // ends when all tasks have; the caller's goroutine is free to receive
		for _, task := range tasks {
			slots <- struct{}{}
			running.Go(func() {
				defer func() { <-slots }()
				result, err := task() // its own: no other task sees them
				replies <- reply{result, err}
			})
		}
		running.Wait()
		close(replies)
	}()

	var all []T
	var errs []error
	for r := range replies {
		if r.err != nil {
			errs = append(errs, r.err)
		} else {
			all = append(all, r.result)
		}
	}
	return all, errors.Join(errs...)
}
