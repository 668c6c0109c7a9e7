// tally: No more jobs come. Is the sum complete?
package main

import (
	"fmt"
	"sync/atomic"
	"time"
)

func main() {
	jobs := make(chan int)
	var started atomic.Int64
	sum := 0
	go func() {
		for job := range jobs {
			started.Add(1)
			sum += job
		}
	}()
	for job := range 5 {
		jobs <- job
	}
	close(jobs)
	for started.Load() < 5 {
		time.Sleep(time.Millisecond)
	}
	fmt.Println(sum)
}

// Verdict: races
// Why: A close says that no more jobs come, not that the last one is done, and the
// count says that the last one has begun. The worker adds it to the sum with
// nothing to order that before main's read. Wait for the worker to end, with a
// WaitGroup: that orders everything it wrote.
