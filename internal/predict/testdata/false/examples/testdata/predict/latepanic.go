// latepanic: Main wins, this time.
package main

import (
	"fmt"
	"time"
)

func main() {
	go func() {
		time.Sleep(10 * time.Millisecond)
		panic("too late")
	}()
	fmt.Println("main returns")
}

// Verdict: prints
// Output:
// main returns
// Why: It depends on who comes first.
