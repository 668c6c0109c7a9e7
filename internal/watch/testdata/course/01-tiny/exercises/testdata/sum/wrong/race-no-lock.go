// Mistake: nothing orders the additions.
package exercises

import "sync"

// Sum returns the sum of numbers, each added in a goroutine of its own.
func Sum(numbers []int) int {
	var wg sync.WaitGroup
	sum := 0
	for _, n := range numbers {
		wg.Go(func() { sum += n })
	}
	wg.Wait()
	return sum
}
