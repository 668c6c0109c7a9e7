package exercises

import "sync"

// Collect runs the tasks, several at the same time, and returns the results of
// those that succeeded and the errors of those that failed.
//
//   - At most limit tasks run at the same time, and that many while there are
//     enough: whenever one ends, the next begins.
//   - Every task is run, once, whatever becomes of the others.
//   - Collect returns when all tasks have returned, with the results of all that
//     returned a nil error, in any order. What a task returned beside an error
//     counts for nothing.
//   - If any tasks failed, it also returns an error that wraps each of theirs (see
//     errors.Join). Otherwise its error is nil.
//   - When Collect has returned, no goroutine is left behind.
//
// limit is at least 1. There may be no tasks. They don't panic.
func Collect[T any](limit int, tasks []func() (T, error)) ([]T, error) {
	var (
		results = make(chan T, limit)
		slots   = make(chan struct{}, limit) // holds one for each task that runs
		running sync.WaitGroup
		err     error
	)
	for _, task := range tasks {
		slots <- struct{}{}
		running.Go(func() {
			defer func() { <-slots }()
			var result T
			if result, err = task(); err == nil {
				results <- result
			}
		})
	}
	running.Wait()
	close(results)

	if err != nil {
		return nil, err
	}
	var all []T
	for result := range results {
		all = append(all, result)
	}
	return all, nil
}
