// Another way: wait for the goroutine, and share the variable.
package exercises

import "sync"

// Double returns twice n, computed in a goroutine.
func Double(n int) int {
	var wg sync.WaitGroup
	twice := 0
	wg.Go(func() { twice = 2 * n })
	wg.Wait()
	return twice
}
