// eachcloses: Every worker of the stage closes when it is done.
package main

import (
	"fmt"
	"sync"
)

func main() {
	in := make(chan int, 4)
	for n := range 4 {
		in <- n
	}
	close(in)

	out := make(chan int, 4)
	var workers sync.WaitGroup
	for range 2 {
		workers.Go(func() {
			defer close(out)
			for n := range in {
				out <- n
			}
		})
	}
	workers.Wait()
	fmt.Println("results:", len(out))
}

// Verdict: panics
// Panic: close of closed channel
// Why: One worker knows that it is done itself, not that the other one is. Who
// comes second closes a closed channel, whatever the order; and if it still has
// a result, its send panics before that. The one who waits for all workers
// closes.
