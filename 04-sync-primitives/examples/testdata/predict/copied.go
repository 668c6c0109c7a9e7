// copied: A method that locks.
package main

import (
	"fmt"
	"sync"
)

type counter struct {
	mu sync.Mutex
	n  int
}

func (c counter) add() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
}

func main() {
	var c counter
	var wg sync.WaitGroup
	for range 100 {
		wg.Go(c.add)
	}
	wg.Wait()
	fmt.Println(c.n)
}

// Verdict: prints
// Output:
// 0
// Why: The receiver is a value, so each call has a counter of its own, with a
// lock of its own, and adds to that. It is no race, since nothing is shared, and
// no lock, since nobody else can have it. go vet reports it: "add passes lock by
// value".
