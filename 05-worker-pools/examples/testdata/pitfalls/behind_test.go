// Bug: the pool waits for its jobs, and not for its workers.
package pitfalls

import (
	"sync"
	"testing"
	"testing/synctest"
)

func square(numbers []int) []int {
	jobs := make(chan int)
	var open sync.WaitGroup
	open.Add(len(numbers))
	for range 3 {
		go func() {
			for i := range jobs {
				numbers[i] *= numbers[i]
				open.Done()
			}
		}()
	}
	for i := range numbers {
		jobs <- i
	}
	open.Wait() // every job is done, and every worker waits for one more
	return numbers
}

func TestSquare(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		if got := square([]int{1, 2, 3}); got[2] != 9 {
			t.Error(got)
		}
	})
}
