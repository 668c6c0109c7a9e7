// Bug: a default that does nothing turns waiting into asking, again and again.
package main

import (
	"fmt"
	"time"
)

func main() {
	answers := make(chan int)
	go func() { time.Sleep(20 * time.Millisecond); answers <- 42 }()

	asked := 0
	for {
		select {
		case v := <-answers:
			fmt.Println(v, "after asking", asked, "times in 20 ms")
			return
		default:
			asked++
		}
	}
}
