// broadcast: All are told.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	open := false
	var wg sync.WaitGroup
	for _, name := range []string{"Ann", "Ben"} {
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			for !open {
				cond.Wait()
			}
			fmt.Println(name)
		})
	}
	mu.Lock()
	open = true
	mu.Unlock()
	cond.Broadcast()
	wg.Wait()
}

// Verdict: orders
// Output:
// Ann
// Ben
// Why: Whoever comes after the broadcast finds open true and never waits;
// whoever came before is woken by it. So both get in, whenever they start. Each
// must have the mutex to look at open, and who gets it first is not promised.
