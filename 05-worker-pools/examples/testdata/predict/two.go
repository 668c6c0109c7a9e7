// two: One queue, two workers, results as they come.
package main

import (
	"fmt"
	"sync"
)

func main() {
	jobs := make(chan string, 2)
	jobs <- "first"
	jobs <- "second"
	close(jobs)

	var mu sync.Mutex // one line at a time
	var workers sync.WaitGroup
	for range 2 {
		workers.Go(func() {
			for job := range jobs {
				mu.Lock()
				fmt.Println(job)
				mu.Unlock()
			}
		})
	}
	workers.Wait()
}

// Verdict: orders
// Output:
// first
// second
// Why: The queue hands the jobs out in order, and that is all it promises. A worker
// that has the first may be slower than the one that has the second, or one
// worker may do both. Where the order of results matters, a result carries the
// number of its job.
