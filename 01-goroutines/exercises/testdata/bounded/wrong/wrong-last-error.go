// Mistake: every failure overwrites the one before; the cause is lost under its consequences.
package exercises

import "sync"

func Bounded(limit int, tasks []func() error) error {
	var (
		mu     sync.Mutex // guards next, failed
		next   int
		failed error
		wg     sync.WaitGroup
	)
	for range limit {
		wg.Go(func() {
			for {
				mu.Lock()
				if failed != nil || next == len(tasks) {
					mu.Unlock()
					return
				}
				task := tasks[next]
				next++
				mu.Unlock()
				if err := task(); err != nil {
					mu.Lock()
					failed = err
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	return failed
}
