// deadlocks: Nobody sends.
package main

import "fmt"

func main() {
	fmt.Println("before")
	values := make(chan int)
	for range 2 {
		go func() { <-values }()
	}
	<-values
}

// Verdict: deadlocks
// Output:
// before
// Why: Nobody is left to send.
