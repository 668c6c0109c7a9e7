// Mistake: it starts limit tasks and waits for all of them before it starts the next batch; slots stay empty until the slowest is done.
package exercises

import (
	"slices"
	"sync"
)

func Bounded(limit int, tasks []func() error) error {
	var once sync.Once
	var first error
	for batch := range slices.Chunk(tasks, limit) {
		var wg sync.WaitGroup
		for _, task := range batch {
			wg.Go(func() {
				if err := task(); err != nil {
					once.Do(func() { first = err })
				}
			})
		}
		wg.Wait()
		if first != nil {
			break
		}
	}
	return first
}
