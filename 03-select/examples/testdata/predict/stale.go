// stale: Must this timer be drained?
package main

import (
	"fmt"
	"time"
)

func main() {
	timer := time.NewTimer(time.Millisecond)
	time.Sleep(20 * time.Millisecond)
	fmt.Println(timer.Reset(time.Hour))
	select {
	case <-timer.C:
		fmt.Println("fired")
	default:
		fmt.Println("waits for an hour")
	}
}

// Verdict: prints
// Output:
// true
// waits for an hour
// Why: The timer was due, but nobody had received from it. Since Go 1.23, in
// modules whose go line says so, such a timer counts as running, so Reset reports
// true, and no value of before the Reset can be received after it. Older code
// drains the channel first; here a bare `<-timer.C` would wait for an hour.
