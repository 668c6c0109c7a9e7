// races: A counter.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	n := 0
	for range 2 {
		wg.Go(func() {
			n++
		})
	}
	wg.Wait()
	fmt.Println("done")
}

// Verdict: races
// Why: Nothing orders the two.
