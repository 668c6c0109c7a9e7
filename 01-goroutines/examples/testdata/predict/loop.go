// loop: Which i does each goroutine see?
package main

import (
	"fmt"
	"sync"
)

func main() {
	squares := make([]int, 4)
	var wg sync.WaitGroup
	for i := range squares {
		wg.Go(func() { squares[i] = i * i })
	}
	wg.Wait()
	fmt.Println(squares)
}

// Verdict: prints
// Output:
// [0 1 4 9]
// Why: Since Go 1.22 each iteration has an i of its own, in modules whose go
// line says 1.22 or later. Four goroutines write four different elements, which
// is no race, and Wait makes the writes visible to main. With an older go line
// all would share one i and write wherever it stands by then.
