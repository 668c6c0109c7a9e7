// goexit: It leaves from deep inside.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func leave() { runtime.Goexit() }

func main() {
	var wg sync.WaitGroup
	wg.Go(func() {
		defer fmt.Println("deferred")
		leave()
		fmt.Println("after")
	})
	wg.Wait()
	fmt.Println("main goes on")
}

// Verdict: prints
// Output:
// deferred
// main goes on
// Why: Goexit ends the goroutine that calls it, from any depth, after its
// deferred calls; nobody else is touched. The Done of WaitGroup.Go is such a
// deferred call, so Wait returns. t.FailNow is made of this, which is why it
// must be called in the test's own goroutine.
