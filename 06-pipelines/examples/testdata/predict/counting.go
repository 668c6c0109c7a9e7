// counting: Each worker counts what it has done.
package main

import (
	"fmt"
	"sync"
)

func main() {
	in := make(chan string, 2)
	in <- "a.txt"
	in <- "b.txt"
	close(in)

	total := 0
	var workers sync.WaitGroup
	for range 2 {
		workers.Go(func() {
			done := 0
			for range in {
				done++
			}
			total += done
		})
	}
	workers.Wait()
	fmt.Println(total)
}

// Verdict: races
// Why: The function of a stage is written once and runs in as many goroutines as
// the stage has workers. Each reads total and writes it, and nothing orders the
// two of them, so an addition may be lost. Wait orders both before main, not one
// before the other. Send done to one goroutine that adds up, or guard total.
