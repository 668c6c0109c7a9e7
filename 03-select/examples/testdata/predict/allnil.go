// allnil: When does the loop end?
package main

import "fmt"

func main() {
	a, b := make(chan int), make(chan int)
	close(a)
	close(b)
	for {
		select {
		case _, open := <-a:
			if !open {
				fmt.Println("an input is over")
				a = nil
			}
		case _, open := <-b:
			if !open {
				fmt.Println("an input is over")
				b = nil
			}
		}
	}
}

// Verdict: deadlocks
// Output:
// an input is over
// an input is over
// Why: Each input is turned off when it is closed, as it should be. With both
// off, the third select has only nil channels and no default: it waits for ever,
// and since no other goroutine is left, the runtime ends the program. The loop
// needs a condition, `a != nil || b != nil`.
