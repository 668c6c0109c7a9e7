// eachcloses: Every worker of the stage closes when it is done.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	in := make(chan int, 4)
	for n := range 4 {
		in <- n
	}
	close(in)

	var sum atomic.Int64
	done := make(chan struct{})
	var workers sync.WaitGroup
	for range 2 {
		workers.Go(func() {
			defer close(done)
			for n := range in {
				sum.Add(int64(n))
			}
		})
	}
	workers.Wait()
	fmt.Println("sum:", sum.Load())
}

// Verdict: panics
// Panic: close of closed channel
// Why: One worker knows that it is done itself, not that the other one is. Who
// comes second closes a closed channel, whatever the order. With a channel of
// results it is worse: one that still has a result may send it after the first
// close, and that panics too. The one who waits for all workers closes.
