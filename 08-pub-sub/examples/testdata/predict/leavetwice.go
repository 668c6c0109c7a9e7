// leavetwice: Leaving is deferred, to be on the safe side.
package main

import "fmt"

func subscribe() (events chan string, leave func()) {
	events = make(chan string, 1)
	return events, func() { close(events) }
}

func main() {
	events, leave := subscribe()
	defer leave()
	events <- "closing time"
	event := <-events
	fmt.Println(event)
	if event == "closing time" {
		leave()
	}
}

// Verdict: panics
// Panic: close of closed channel
// Output:
// closing time
// Why: The early way out has left already, and the deferred call closes the
// channel again. Whoever subscribes wants to defer the leaving and to leave
// earlier as well, so leaving twice must do nothing: sync.OnceFunc around it,
// or a look into the registry under its lock.
