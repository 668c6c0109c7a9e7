// Another way: limit workers, each of which takes the next task until there is none or one has failed. No goroutine is started per task and no channel is needed; the price is a lock around each turn.
package exercises

import "sync"

func Bounded(limit int, tasks []func() error) error {
	var (
		mu    sync.Mutex // guards next, first
		next  int
		first error
	)
	take := func() (task func() error, ok bool) {
		mu.Lock()
		defer mu.Unlock()
		if first != nil || next == len(tasks) {
			return nil, false
		}
		next++
		return tasks[next-1], true
	}
	var wg sync.WaitGroup
	for range min(limit, len(tasks)) {
		wg.Go(func() { // worker: ends when take has nothing more
			for task, ok := take(); ok; task, ok = take() {
				if err := task(); err != nil {
					mu.Lock()
					if first == nil {
						first = err
					}
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	return first
}
