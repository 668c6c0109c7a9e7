// roomy: There is room for three results.
package main

import (
	"fmt"
	"sync"
)

func main() {
	results := make(chan int, 3)
	var workers sync.WaitGroup
	for i := range 4 {
		workers.Go(func() { results <- i })
	}
	workers.Wait()
	close(results)
	for result := range results {
		fmt.Println(result)
	}
}

// Verdict: deadlocks
// Why: The fourth worker finds the buffer full and waits for a receiver. Main
// would be one, but waits for the workers first. With room for all it is
// right, and with a closer in a goroutine of its own it is right for any
// number. A test with three tasks would not have found it.
