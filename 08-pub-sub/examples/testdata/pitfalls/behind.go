// Bug: a request that ends does not end its subscription.
package main

import (
	"fmt"
	"runtime"
)

type hub struct{ listeners []chan string }

func (h *hub) subscribe() <-chan string {
	in, out := make(chan string, 8), make(chan string)
	h.listeners = append(h.listeners, in)
	go func() { // ends when in is closed, which nobody does
		for event := range in {
			out <- event
		}
	}()
	return out
}

func (h *hub) publish(event string) {
	for _, l := range h.listeners {
		select {
		case l <- event:
		default: // full
		}
	}
}

func main() {
	var h hub
	for range 100 { // requests
		events := h.subscribe()
		h.publish("news")
		<-events // enough; the request returns
	}
	fmt.Println("requests: 0 listeners:", len(h.listeners), "goroutines:", runtime.NumGoroutine())
}
