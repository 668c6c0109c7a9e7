// sometimes: It panics under one processor.
package main

import (
	"fmt"
	"runtime"
)

func main() {
	if runtime.GOMAXPROCS(0) == 1 {
		panic("no second processor")
	}
	fmt.Println("fine")
}

// Verdict: prints
// Output:
// fine
// Why: It does not, always.
