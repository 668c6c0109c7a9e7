// Bug: two ends for one loop, and the queue is still full at the second one.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	jobs, stop := make(chan int, 100), make(chan struct{})
	run := 0
	var worker sync.WaitGroup
	worker.Go(func() {
		for {
			select {
			case <-jobs:
				time.Sleep(time.Millisecond) // stands for work
				run++
			case <-stop:
				return
			}
		}
	})
	for job := range 100 {
		jobs <- job // accepted
	}
	time.Sleep(10 * time.Millisecond)
	close(stop)
	worker.Wait()
	fmt.Println("accepted 100, run", run, "and still in the queue", len(jobs))
}
