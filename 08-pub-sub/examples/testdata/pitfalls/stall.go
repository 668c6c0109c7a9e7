// Bug: the publisher waits for a listener while it holds the hub's lock.
package main

import (
	"fmt"
	"sync"
)

type hub struct {
	mu        sync.Mutex
	listeners []chan string
}

func (h *hub) subscribe() chan string {
	h.mu.Lock()
	defer h.mu.Unlock()
	l := make(chan string)
	h.listeners = append(h.listeners, l)
	return l
}

func (h *hub) publish(event string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, l := range h.listeners {
		l <- event // for as long as it takes, lock in hand
	}
}

func main() {
	var h hub
	ann := h.subscribe()
	h.subscribe() // whose laptop has gone to sleep
	go h.publish("one")
	fmt.Println("ann got", <-ann)
	h.subscribe() // cat would like to come
	fmt.Println("cat is here")
}
