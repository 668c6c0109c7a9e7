// late: The close comes long after the send.
package main

import (
	"fmt"
	"time"
)

func main() {
	events := make(chan string, 1)
	go func() { events <- "ready" }()
	time.Sleep(50 * time.Millisecond)
	close(events)
	for event := range events {
		fmt.Println(event)
	}
}

// Verdict: races
// Why: Nothing but the clock puts the send before the close. On a busy machine
// the send comes late and panics. The race detector takes a send for a read and
// a close for a write of the channel, so it reports the missing order even on
// the days when all goes well. Wait for the sender, then close.
