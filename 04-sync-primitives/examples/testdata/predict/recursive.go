// recursive: A reader reads twice.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var rw sync.RWMutex
	rw.RLock()
	go func() {
		rw.Lock()
		defer rw.Unlock()
	}()
	time.Sleep(50 * time.Millisecond)
	rw.RLock()
	fmt.Println("read twice")
	rw.RUnlock()
	rw.RUnlock()
}

// Verdict: deadlocks
// Why: After the sleep the writer waits for main's first RLock, and a writer
// that waits keeps new readers out: main's second RLock waits for the writer.
// Without the writer the same code runs, which is how it gets into production.
// Don't take a read lock that you may already hold.
