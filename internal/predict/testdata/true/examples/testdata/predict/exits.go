// exits: It ends itself, in order.
package main

import (
	"fmt"
	"os"
)

func main() {
	go func() { select {} }()
	fmt.Println("before ")
	os.Exit(0)
}

// Verdict: prints
// Output:
// before
// Why: Exit does not return, so main doesn't either.
