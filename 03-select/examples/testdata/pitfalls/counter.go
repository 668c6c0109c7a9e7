// Bug: several goroutines count in the default case, without a lock.
package main

import (
	"fmt"
	"sync"
)

func main() {
	events := make(chan int, 10)
	dropped := 0
	var senders sync.WaitGroup
	for range 8 {
		senders.Go(func() {
			for i := range 1000 {
				select {
				case events <- i:
				default:
					dropped++
				}
			}
		})
	}
	senders.Wait()
	fmt.Println("8000 sent, kept and dropped:", len(events)+dropped)
}
