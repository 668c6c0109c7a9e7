// collectlater: First all stages, then the results.
package main

import (
	"fmt"
	"sync"
)

func main() {
	out := make(chan string, 2)
	var stages sync.WaitGroup
	stages.Go(func() {
		defer close(out)
		for _, word := range []string{"one", "two", "three"} {
			out <- word
		}
	})
	stages.Wait()
	for word := range out {
		fmt.Println(word)
	}
}

// Verdict: deadlocks
// Why: The third word finds no room, and nobody receives before Wait returns,
// which waits for that send. With two words it would end well: room hides this
// mistake until there is more data than room. Receive first, or at the same time.
