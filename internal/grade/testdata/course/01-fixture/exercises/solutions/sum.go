package exercises

import "sync"

func Sum(numbers []int) int {
	var mu sync.Mutex
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
