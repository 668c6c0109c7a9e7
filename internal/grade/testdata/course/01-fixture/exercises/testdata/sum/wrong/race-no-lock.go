package exercises

import "sync"

//go:noinline
func Sum(numbers []int) int {
	var wg sync.WaitGroup
	sum := 0
	for _, n := range numbers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			sum += n
		}()
	}
	wg.Wait()
	return sum
}
