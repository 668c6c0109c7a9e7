// both: Two are ready.
package main

import "fmt"

func main() {
	a, b := make(chan string, 1), make(chan string, 1)
	a <- "first in the list"
	b <- "second in the list"
	for range 2 {
		select {
		case v := <-a:
			fmt.Println(v)
		case v := <-b:
			fmt.Println(v)
		}
	}
}

// Verdict: orders
// Output:
// first in the list
// second in the list
// Why: Both can proceed, so the first turn chooses at random, evenly; the place
// in the list means nothing. In the second turn only the other one can proceed,
// so both lines are printed, in either order.
