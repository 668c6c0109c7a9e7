// leaks: Nobody receives.
package main

import (
	"fmt"
	"sync"
)

func main() {
	results := make(chan int)
	var wg sync.WaitGroup
	wg.Add(1)
	go wg.Wait()
	for i := range 3 {
		go func() { results <- i }()
	}
	<-results
	fmt.Println("one is enough")
}

// Verdict: leaks
// Output:
// one is enough
// Why: Two are left, and one that nobody told to end.
