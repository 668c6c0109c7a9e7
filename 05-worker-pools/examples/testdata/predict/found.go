// found: The caller has what it wants.
package main

import (
	"fmt"
	"time"
)

func main() {
	jobs, results := make(chan int, 4), make(chan int)
	for job := range 4 {
		jobs <- job
	}
	close(jobs)
	for range 2 {
		go func() {
			for job := range jobs {
				results <- job * job
			}
		}()
	}
	for square := range results {
		if square > 0 {
			fmt.Println("found one")
			break
		}
	}
	time.Sleep(50 * time.Millisecond)
}

// Verdict: leaks
// Output:
// found one
// Why: The jobs are closed, and yet the workers never get to see it: each of them has
// a result that nobody takes. Whoever stops reading must say so, by a context
// that each send waits for as well, or read on until the results are closed.
