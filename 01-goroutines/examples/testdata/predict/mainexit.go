// mainexit: Main leaves by the other door.
package main

import (
	"fmt"
	"runtime"
	"time"
)

func main() {
	go func() {
		time.Sleep(10 * time.Millisecond)
		fmt.Println("worker is done")
	}()
	runtime.Goexit()
}

// Verdict: deadlocks
// Output:
// worker is done
// Why: The program ends when the function main returns, and Goexit ends the
// main goroutine without that. So the worker finishes, and then no goroutine is
// left that could run: "no goroutines (main called runtime.Goexit) - deadlock!".
