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
// Panic: WaitGroup
// Output:
// working
// Why: Go has counted the goroutine and takes it off when the function has
// returned. The Done that is left over from the old form, Add and go and Done,
// has taken it off already, and the counter falls below zero: "negative
// WaitGroup counter". Where Wait wakes up in between it panics first:
// "WaitGroup is reused". Use the one form or the other. A main that returns
// right after Wait may be out of the door before the panic, and hide the
// mistake.
