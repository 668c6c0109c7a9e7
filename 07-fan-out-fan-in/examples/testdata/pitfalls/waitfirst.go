// Bug: it waits for the senders before it receives.
package main

import (
	"fmt"
	"sync"
)

func main() {
	results := make(chan int)
	var workers sync.WaitGroup
	for id := range 2 {
		workers.Go(func() { results <- id })
	}
	workers.Wait() // for workers that wait for a receiver
	close(results)
	for result := range results {
		fmt.Println(result)
	}
}
