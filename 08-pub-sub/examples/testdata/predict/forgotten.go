// forgotten: To leave is to be taken out of the map.
package main

import (
	"fmt"
	"runtime"
	"time"
)

func main() {
	listeners := map[string]chan string{"ann": make(chan string)}
	events := listeners["ann"]
	go func() {
		for event := range events {
			fmt.Println("ann got", event)
		}
	}()
	events <- "one"
	delete(listeners, "ann")
	time.Sleep(50 * time.Millisecond)
	fmt.Println("listeners:", len(listeners), "goroutines:", runtime.NumGoroutine())
}

// Verdict: leaks
// Output:
// ann got one
// listeners: 0 goroutines: 2
// Why: The map forgets ann, and her goroutine does not hear of it: it waits in
// its range for an event or a close, and neither will come. Whoever takes a
// subscriber out of the registry must tell it too, by closing the channel where
// nobody can send any more, or by a second channel.
