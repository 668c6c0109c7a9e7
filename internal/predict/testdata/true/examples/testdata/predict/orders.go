// orders: Three at once.
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
// Why: Nothing orders them.
