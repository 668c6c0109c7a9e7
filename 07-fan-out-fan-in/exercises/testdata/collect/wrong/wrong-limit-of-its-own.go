// Mistake: it never runs more than sixteen tasks, which seemed plenty: a caller who sets seventy, since tasks only wait, waits four times as long.
package exercises

import (
	"errors"
	"sync"
	"sync/atomic"
)

func Collect[T any](limit int, tasks []func() (T, error)) ([]T, error) {
	var (
		next    atomic.Int64
		workers sync.WaitGroup
		mu      sync.Mutex // guards all and errs
		all     []T
		errs    []error
	)
	for range min(limit, len(tasks), 16) {
		workers.Go(func() {
			for i := next.Add(1) - 1; int(i) < len(tasks); i = next.Add(1) - 1 {
				result, err := tasks[i]()
				mu.Lock()
				if err != nil {
					errs = append(errs, err)
				} else {
					all = append(all, result)
				}
				mu.Unlock()
			}
		})
	}
	workers.Wait()
	return all, errors.Join(errs...)
}
