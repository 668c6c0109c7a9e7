// slots: Three goroutines write to one slice.
package main

import (
	"fmt"
	"sync"
)

func main() {
	squares := make([]int, 3)
	var workers sync.WaitGroup
	for i := range squares {
		workers.Go(func() { squares[2-i] = i * i })
	}
	workers.Wait()
	fmt.Println(squares)
}

// Verdict: prints
// Output:
// [4 1 0]
// Why: Elements of a slice are variables of their own, and each has one writer
// here: no race, no lock. The order comes from the index and not from the time
// at which a goroutine runs. What a function has done under Go happens before
// the return of the Wait that it lets go on, so main sees all three.
