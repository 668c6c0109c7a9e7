// nested: Once inside itself.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var once sync.Once
	start := func() { fmt.Println("started") }
	once.Do(func() {
		once.Do(start)
		fmt.Println("ready")
	})
}

// Verdict: deadlocks
// Why: Do returns when the one call of f has returned, to everybody: that is the
// point of it. The inner Do waits for the outer call, which waits for the inner
// Do. It is a mutex locked twice by one goroutine, and no Go lock knows who holds
// it.
