// dropped: A signal with a default.
package main

import (
	"fmt"
	"time"
)

func main() {
	done := make(chan bool)
	result := 0
	go func() {
		result = 42
		select {
		case done <- true:
		default:
		}
	}()
	time.Sleep(50 * time.Millisecond)
	select {
	case <-done:
	default:
	}
	fmt.Println(result)
}

// Verdict: races
// Why: Nobody received yet when the goroutine tried to send, so the default was
// taken and the signal is gone. Main's default finds nothing either. A send and
// a receive that did not happen order nothing, and neither does a Sleep: the
// write of result and main's read of it race, whatever is printed.
