package exercises

import "sync"

// Sum returns the sum of numbers, each added in a goroutine of its own.
func Sum(numbers []int) int {
	var mu sync.Mutex // guards sum
	var wg sync.WaitGroup
	sum := 0
	for _, n := range numbers {
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			sum += n
		})
	}
	wg.Wait()
	return sum
}
