// signals: Two wait, one is told.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	open := false
	in := make(chan bool)
	for range 2 {
		go func() {
			mu.Lock()
			defer mu.Unlock()
			for !open {
				cond.Wait()
			}
			in <- true
		}()
	}
	time.Sleep(50 * time.Millisecond)
	mu.Lock()
	open = true
	mu.Unlock()
	cond.Signal()
	fmt.Println(<-in)
}

// Verdict: leaks
// Output:
// true
// Why: After the sleep both wait, and Signal wakes one of them, the one that
// waited longest. The other could go in as well, since open stays true, but
// nobody tells it: it waits for ever. Opening a door concerns all who wait, so
// it takes Broadcast.
