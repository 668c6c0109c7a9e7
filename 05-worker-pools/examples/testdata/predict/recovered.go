// recovered: The worker recovers.
package main

import (
	"fmt"
	"sync"
)

func main() {
	jobs := make(chan string, 3)
	jobs <- "one"
	jobs <- ""
	jobs <- "three"
	close(jobs)

	var worker sync.WaitGroup
	worker.Go(func() {
		defer func() { fmt.Println("recovered:", recover() != nil) }()
		for job := range jobs {
			fmt.Println(job, job[0] == 'o')
		}
	})
	worker.Wait()
	fmt.Println("left:", len(jobs))
}

// Verdict: prints
// Output:
// one true
// recovered: true
// left: 1
// Why: A recover ends the panic, not the unwinding: the deferred call belongs to the
// worker's function, so the loop is gone and with it the worker. The third job
// waits for nobody. Recover in a function that is called for each job, and the
// loop goes on.
