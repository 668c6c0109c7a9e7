// goexit: Main leaves without returning.
package main

import "runtime"

func main() {
	runtime.Goexit()
}

// Verdict: deadlocks
// Why: The program goes on without its main goroutine, and there is no other.
