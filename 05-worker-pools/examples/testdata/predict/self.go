// self: A job with two children.
package main

import "fmt"

func main() {
	jobs := make(chan int, 1)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for job := range jobs {
			fmt.Println("job", job)
			if job == 0 {
				jobs <- 1
				jobs <- 2
			}
			if job == 2 {
				return
			}
		}
	}()
	jobs <- 0
	<-done
}

// Verdict: deadlocks
// Output:
// job 0
// Why: The queue has room for the first child, not for the second, and the only one
// who could make room is the worker that waits for it. More room or more
// workers only moves the size of the job at which this happens. A worker must
// not wait for its own pool.
