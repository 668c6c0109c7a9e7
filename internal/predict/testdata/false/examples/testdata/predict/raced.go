// raced: It prints what it should, by luck.
package main

import (
	"fmt"
	"time"
)

func main() {
	n := 0
	go func() { n = 1 }()
	time.Sleep(10 * time.Millisecond)
	fmt.Println(n)
}

// Verdict: prints
// Output:
// 1
// Why: Sleeping orders nothing.
