// missed: Two publishers count what a full subscriber misses.
package main

import (
	"fmt"
	"sync"
)

func main() {
	full := make(chan string) // no room, and nobody receives
	missed := 0
	var publishers sync.WaitGroup
	for range 2 {
		publishers.Go(func() {
			select {
			case full <- "news":
			default:
				missed++
			}
		})
	}
	publishers.Wait()
	fmt.Println(missed)
}

// Verdict: races
// Why: Both publishers write missed, and nothing orders them: a send that
// fails does not synchronize anything. The number may then be 1 or 2. Count
// with an atomic, or under the lock under which you send.
