// Another way: append under a lock, then sort by index. It is what one comes to from a racy append; the lock is held for the append alone, never while a task runs.
package exercises

import (
	"sort"
	"sync"
)

// Gather collects results as they come and puts them in order at the end.
func Gather[T any](tasks []func() T) []T {
	type indexed struct {
		i int
		v T
	}
	var (
		mu  sync.Mutex // guards all
		all []indexed
		wg  sync.WaitGroup
	)
	wg.Add(len(tasks))
	for i, task := range tasks {
		go func() {
			defer wg.Done()
			v := task()
			mu.Lock()
			defer mu.Unlock()
			all = append(all, indexed{i, v})
		}()
	}
	wg.Wait()
	sort.Slice(all, func(a, b int) bool { return all[a].i < all[b].i })
	results := make([]T, 0, len(all))
	for _, r := range all {
		results = append(results, r.v)
	}
	return results
}
