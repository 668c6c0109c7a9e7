// giveup: What becomes of the late answer?
package main

import (
	"fmt"
	"runtime"
	"time"
)

func main() {
	answer := make(chan int)
	go func() {
		time.Sleep(50 * time.Millisecond)
		answer <- 42
	}()
	select {
	case v := <-answer:
		fmt.Println(v)
	case <-time.After(time.Millisecond):
		fmt.Println("gave up")
	}
	time.Sleep(100 * time.Millisecond)
	fmt.Println("goroutines:", runtime.NumGoroutine())
}

// Verdict: leaks
// Output:
// gave up
// goroutines: 2
// Why: When the answer is ready, nobody receives any more, and a send on an
// unbuffered channel waits for a receiver. The goroutine, its stack and all it
// refers to stay until the process ends. make(chan int, 1) cures it: the send
// finds room, the goroutine ends, and the channel is garbage.
