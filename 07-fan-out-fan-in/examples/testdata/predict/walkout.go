// walkout: One of two merged values is enough.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"time"
)

func merge(ins ...<-chan int) <-chan int {
	out := make(chan int)
	var forwarders sync.WaitGroup
	for _, in := range ins {
		forwarders.Go(func() {
			for v := range in {
				out <- v
			}
		})
	}
	go func() { forwarders.Wait(); close(out) }()
	return out
}

func main() {
	a, b := make(chan int, 1), make(chan int, 1)
	a <- 7
	b <- 7
	fmt.Println("first:", <-merge(a, b))
	time.Sleep(50 * time.Millisecond)
	fmt.Println("goroutines:", runtime.NumGoroutine())
}

// Verdict: leaks
// Output:
// first: 7
// goroutines: 4
// Why: Beside main there are three. One forwarder waits to send, for a receiver
// that has left; the other has sent, and waits for more from a channel that
// nobody closes; the closer waits for both. Each of the two needs a second
// case in its select, at the receive as well as at the send, and the caller a
// context to end.
