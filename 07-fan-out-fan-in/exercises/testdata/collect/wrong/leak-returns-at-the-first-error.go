// Mistake: it returns as soon as one task has failed: the others run on, and wait for ever to send what they came to.
package exercises

import "sync"

func Collect[T any](limit int, tasks []func() (T, error)) ([]T, error) {
	type reply struct {
		result T
		err    error
	}
	var (
		replies = make(chan reply)
		slots   = make(chan struct{}, limit)
		running sync.WaitGroup
	)
	go func() {
		for _, task := range tasks {
			slots <- struct{}{}
			running.Go(func() {
				defer func() { <-slots }()
				result, err := task()
				replies <- reply{result, err}
			})
		}
		running.Wait()
		close(replies)
	}()
	var all []T
	for r := range replies {
		if r.err != nil {
			return all, r.err
		}
		all = append(all, r.result)
	}
	return all, nil
}
