// peek: The write is locked.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex
	hits := 0
	var wg sync.WaitGroup
	wg.Go(func() {
		mu.Lock()
		defer mu.Unlock()
		hits++
	})
	fmt.Println("hits so far:", hits)
	wg.Wait()
}

// Verdict: races
// Why: A lock orders only those who take it. Main reads hits without the lock
// and before Wait, so nothing orders its read and the goroutine's write: a data
// race, whatever is printed. Lock the read too, or read after Wait.
