// order: Who prints first?
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	for _, name := range []string{"a", "b", "c"} {
		wg.Go(func() { fmt.Println(name) })
	}
	wg.Wait()
}

// Verdict: orders
// Output:
// a
// b
// c
// Why: Wait promises that all three have ended, and nothing about the order in
// which they ran. On an idle machine c often comes first: the goroutine created
// last stands in the runnext slot of its processor. Under -race the runtime
// shuffles on purpose. Code that needs an order must make one.
