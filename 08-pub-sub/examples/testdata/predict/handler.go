// handler: A handler wants only the first event.
package main

import (
	"fmt"
	"sync"
)

var (
	mu       sync.RWMutex // guards handlers
	handlers = map[string]func(event string){}
)

func unsubscribe(name string) {
	mu.Lock()
	defer mu.Unlock()
	delete(handlers, name)
}

func publish(event string) {
	mu.RLock()
	defer mu.RUnlock()
	for _, handle := range handlers {
		handle(event)
	}
}

func main() {
	handlers["once"] = func(event string) {
		fmt.Println(event)
		unsubscribe("once")
	}
	publish("one")
	publish("two")
}

// Verdict: deadlocks
// Output:
// one
// Why: The handler runs within publish, which holds the lock for reading.
// unsubscribe asks for the same lock for writing and waits until all readers
// have let go, and the reader is its own caller. Copy the handlers under the
// lock and call them without it.
