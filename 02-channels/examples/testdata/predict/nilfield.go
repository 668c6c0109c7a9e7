// nilfield: A channel that nobody made.
package main

import "fmt"

type meter struct {
	readings chan int
}

func main() {
	var m meter
	go func() { m.readings <- 42 }()
	fmt.Println("reading:", <-m.readings)
}

// Verdict: deadlocks
// Why: The zero value of a channel is nil. To send on it or receive from it is
// no error and no panic: it blocks for ever, since a nil channel is never
// ready. Nobody can run, so the runtime ends this program and names the state
// "chan receive (nil chan)". A server with one other goroutine at work would
// go on and say nothing.
