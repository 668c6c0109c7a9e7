// Bug: first all jobs are sent, then the results are read.
package main

import (
	"fmt"
	"sync"
)

func main() {
	jobs, results := make(chan int, 4), make(chan int)
	var workers sync.WaitGroup
	for range 2 {
		workers.Go(func() {
			for job := range jobs {
				results <- job * job
			}
		})
	}
	for job := range 10 { // with up to six it works
		jobs <- job
	}
	close(jobs)
	go func() {
		workers.Wait()
		close(results)
	}()
	for r := range results {
		fmt.Println(r)
	}
}
