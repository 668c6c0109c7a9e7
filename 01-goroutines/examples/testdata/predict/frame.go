// frame: Is this recover called in time?
package main

import (
	"fmt"
	"sync"
)

func protect() {
	if v := recover(); v != nil {
		fmt.Println("recovered", v)
	}
}

func main() {
	var wg sync.WaitGroup
	wg.Go(func() {
		defer func() {
			protect()
		}()
		panic("no disk")
	})
	wg.Wait()
	fmt.Println("main goes on")
}

// Verdict: panics
// Panic: no disk
// Why: recover returns nil unless the deferred function calls it directly. Here
// the deferred function calls protect, and protect calls recover: one frame too
// deep. `defer protect()` would work. The panic reaches the top of its goroutine
// and ends the process.
