// walkaway: The loop has what it wants.
package main

import (
	"fmt"
	"runtime"
	"time"
)

func count() <-chan int {
	c := make(chan int)
	go func() {
		defer close(c)
		for n := range 10 {
			c <- n
		}
	}()
	return c
}

func main() {
	for n := range count() {
		if n == 3 {
			fmt.Println("found", n)
			break
		}
	}
	time.Sleep(50 * time.Millisecond)
	fmt.Println("goroutines:", runtime.NumGoroutine())
}

// Verdict: leaks
// Output:
// found 3
// goroutines: 2
// Why: A break leaves the loop, and the sender never learns of it: it waits for
// ever to send the 4, and its deferred close never runs. That the channel is
// out of main's sight helps nobody, for the collector frees no goroutine that
// waits. The caller needs a way to say that it wants no more, such as a context.
