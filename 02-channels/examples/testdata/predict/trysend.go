// trysend: Is a send with a default safe?
package main

import "fmt"

func main() {
	events := make(chan string, 1)
	publish := func(event string) {
		select {
		case events <- event:
			fmt.Println("published", event)
		default:
			fmt.Println("dropped", event)
		}
	}
	publish("start")
	publish("tick")
	close(events)
	publish("stop")
}

// Verdict: panics
// Panic: send on closed channel
// Output:
// published start
// dropped tick
// Why: The default is for a send that would block. A send on a closed channel
// does not block: it proceeds by a panic, whether the buffer is full or not. No
// select, no len and no flag that is read before the send makes it safe; only
// that whoever closes knows that all senders are done.
