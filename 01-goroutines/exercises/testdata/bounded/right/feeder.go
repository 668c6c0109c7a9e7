// Another way: a feeder offers the tasks to workers over a channel and stops offering when a failure closes another. What one writes when tasks come from outside; the select on both ends is what keeps it from leaking.
package exercises

import "sync"

func Bounded(limit int, tasks []func() error) error {
	jobs := make(chan func() error)
	failed := make(chan struct{}) // closed after first is set
	var once sync.Once
	var first error
	var wg sync.WaitGroup

	go func() { // feeder: ends when all is offered or a task has failed
		defer close(jobs)
		for _, task := range tasks {
			select {
			case jobs <- task:
			case <-failed:
				return
			}
		}
	}()
	for range min(limit, len(tasks)) {
		wg.Go(func() {
			for task := range jobs {
				select {
				case <-failed: // the feeder's select may have chosen the other case
					continue
				default:
				}
				if err := task(); err != nil {
					once.Do(func() {
						first = err
						close(failed)
					})
				}
			}
		})
	}
	wg.Wait()
	return first
}
