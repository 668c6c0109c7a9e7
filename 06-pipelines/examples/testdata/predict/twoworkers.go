// twoworkers: A stage has two workers. What comes out?
package main

import (
	"fmt"
	"sync"
)

func main() {
	in, out := make(chan int), make(chan int)
	var workers sync.WaitGroup
	for range 2 {
		workers.Go(func() {
			for n := range in {
				out <- n * n
			}
		})
	}
	go func() {
		defer close(in)
		for n := 1; n <= 3; n++ {
			in <- n
		}
	}()
	go func() {
		workers.Wait()
		close(out)
	}()
	for square := range out {
		fmt.Println(square)
	}
}

// Verdict: orders
// Output:
// 1
// 4
// 9
// Why: Each value is taken by one worker, in order. Between taking and sending
// the other worker may be quicker, so results change places. All of them arrive,
// once, since the channel is closed by somebody who waited for both workers.
