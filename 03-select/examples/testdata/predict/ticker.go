// ticker: Does the range loop end?
package main

import (
	"fmt"
	"runtime"
	"time"
)

func main() {
	ticker := time.NewTicker(time.Millisecond)
	first := make(chan bool, 1)
	go func() {
		for range ticker.C {
			select {
			case first <- true:
			default:
			}
		}
		fmt.Println("no more ticks")
	}()
	<-first
	ticker.Stop()
	time.Sleep(20 * time.Millisecond)
	fmt.Println("goroutines:", runtime.NumGoroutine())
}

// Verdict: leaks
// Output:
// goroutines: 2
// Why: Stop ends the ticks and does not close the channel, so that nobody takes
// the close for a tick. The range waits for the next tick for ever. A goroutine
// that serves a ticker needs a second case that ends it.
