// Bug: a goroutine for each delivery, so that publish need not wait.
package main

import (
	"fmt"
	"time"
)

func publish(to chan<- int, event int) {
	go func() {
		time.Sleep(time.Duration(4-event) * 10 * time.Millisecond) // encodes; some take longer
		to <- event
	}()
}

func main() {
	events := make(chan int)
	for event := range 3 {
		publish(events, event+1)
	}
	fmt.Println("published 1 2 3, received", <-events, <-events, <-events)
}
