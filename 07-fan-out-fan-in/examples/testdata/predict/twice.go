// twice: Half of it was brought up to date.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var workers sync.WaitGroup
	workers.Go(func() {
		defer workers.Done()
		fmt.Println("working")
	})
	workers.Wait()
	time.Sleep(time.Second)
	fmt.Println("done")
}

// Verdict: panics
// Panic: sync: negative WaitGroup counter
// Output:
// working
// Why: Go has counted the goroutine and takes it off when the function has
// returned. The Done that is left over from the old form, Add and go and Done,
// has taken it off already, and the counter falls below zero. Use the one form
// or the other. A main that returns right after Wait may be out of the door
// before the panic, and hide the mistake.
