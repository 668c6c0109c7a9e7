// spins: A goroutine outlives main and never waits.
package main

import "fmt"

func main() {
	go func() {
		for {
		}
	}()
	fmt.Println("main returns")
}

// Verdict: prints
// Output:
// main returns
// Why: The goroutine stays for good.
