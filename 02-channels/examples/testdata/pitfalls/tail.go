// Bug: the collector stops at the sign that the senders are done.
package main

import (
	"fmt"
	"sync"
)

func main() {
	results, finished := make(chan int, 64), make(chan struct{})
	var senders sync.WaitGroup
	for range 4 {
		senders.Go(func() {
			for range 1000 {
				results <- 1
			}
		})
	}
	go func() {
		senders.Wait()
		close(finished)
	}()

	received := 0
	for {
		select {
		case n := <-results:
			received += n
		case <-finished:
			fmt.Println("sent 4000, received", received, "still in the buffer", len(results))
			return
		}
	}
}
