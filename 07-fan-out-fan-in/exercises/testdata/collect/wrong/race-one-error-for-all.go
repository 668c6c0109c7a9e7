// Mistake: it reads while the tasks run, and returns what succeeded; but all tasks still write to the one variable err.
package exercises

import "sync"

func Collect[T any](limit int, tasks []func() (T, error)) ([]T, error) {
	var (
		results = make(chan T)
		slots   = make(chan struct{}, limit)
		running sync.WaitGroup
		err     error
	)
	go func() {
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
	}()
	var all []T
	for result := range results {
		all = append(all, result)
	}
	return all, err
}
