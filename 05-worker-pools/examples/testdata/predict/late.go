// late: A flag says whether the pool is open.
package main

import (
	"fmt"
	"sync/atomic"
)

func main() {
	jobs, asked := make(chan int, 1), make(chan struct{})
	var closed atomic.Bool
	go func() {
		<-asked
		closed.Store(true)
		close(jobs)
		asked <- struct{}{}
	}()

	if !closed.Load() {
		asked <- struct{}{} // here the other goroutine gets the processor
		<-asked
		jobs <- 1
	}
	fmt.Println("accepted")
}

// Verdict: panics
// Panic: send on closed channel
// Why: Between the question and the send the answer has changed. The flag is atomic,
// and so nothing races; to ask and to send are still two steps. One lock has to
// go around both, and around the close, or only the one who sends may close.
