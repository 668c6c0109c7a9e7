package exercises

import "sync"

// Bounded calls the tasks, at most limit of them at the same time. A slot is
// taken before a goroutine is started, so there are never more of either than
// limit; and it is given back after the error is stored, so whoever gets it
// sees the error.
func Bounded(limit int, tasks []func() error) error {
	var (
		mu    sync.Mutex // guards first
		first error
		wg    sync.WaitGroup
	)
	failed := func() bool {
		mu.Lock()
		defer mu.Unlock()
		return first != nil
	}
	slots := make(chan struct{}, limit) // holds one element per task in flight
	for _, task := range tasks {
		slots <- struct{}{}
		if failed() { // asked after the wait for the slot: the news may be as young as that
			break
		}
		wg.Go(func() {
			defer func() { <-slots }()
			if err := task(); err != nil {
				mu.Lock()
				defer mu.Unlock()
				if first == nil {
					first = err
				}
			}
		})
	}
	wg.Wait()
	return first
}
