// Bug: one value is sent to stop three workers.
package main

import (
	"fmt"
	"sync/atomic"
	"time"
)

func main() {
	stop := make(chan struct{})
	var stopped atomic.Int32
	for range 3 {
		go func() {
			<-stop
			stopped.Add(1)
		}()
	}
	stop <- struct{}{} // one value, one receiver
	time.Sleep(20 * time.Millisecond)
	fmt.Println("workers that stopped:", stopped.Load(), "of 3")
}
