// Bug: the function of a stage writes to a map, and the stage has two workers.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	words := make(chan string)
	count := map[string]int{}
	stage := func() { // was written for one worker
		for word := range words {
			count[word]++
		}
	}
	var workers sync.WaitGroup
	for range 2 {
		workers.Go(stage)
	}
	for _, word := range []string{"to", "be"} {
		time.Sleep(50 * time.Millisecond) // both workers wait: each gets one word
		words <- word
	}
	close(words)
	workers.Wait()
	fmt.Println(count)
}
