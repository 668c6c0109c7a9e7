// args: When are the arguments worked out?
package main

import "fmt"

func main() {
	gate, done := make(chan bool), make(chan bool)
	n := 1
	go func(argument int) {
		<-gate
		fmt.Println(argument, n)
		close(done)
	}(n)
	n = 2
	close(gate)
	<-done
}

// Verdict: prints
// Output:
// 1 2
// Why: A go statement works out the function and its arguments at once, in the
// goroutine that executes it: argument is 1 for ever. The closure shares the
// variable n with main, and close(gate) happens before the receive from it
// returns, so the goroutine must see the 2.
