// outlived: A goroutine outlives main, for a moment.
package main

import (
	"fmt"
	"os"
	"os/signal"
	"time"
)

func main() {
	signal.Notify(make(chan os.Signal, 1), os.Interrupt)
	go func() {
		time.Sleep(500 * time.Millisecond)
		fmt.Println("nobody sees this")
	}()
	fmt.Println("main returns")
}

// Verdict: prints
// Output:
// main returns
// Why: It ends a little later, and the one that the signal needs is no leak.
