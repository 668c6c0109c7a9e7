// Bug: the condition changes without the lock, between a waiter's look and its
// Wait, and the wake-up finds nobody.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

func main() {
	var mu sync.Mutex
	closing := sync.NewCond(&mu)
	var closed atomic.Bool

	looked := make(chan bool)
	var waiter sync.WaitGroup
	waiter.Go(func() {
		mu.Lock()
		defer mu.Unlock()
		for !closed.Load() {
			close(looked)
			time.Sleep(50 * time.Millisecond) // makes the gap wide
			closing.Wait()
		}
		fmt.Println("closed")
	})
	<-looked
	closed.Store(true) // atomic, so no race; and yet lost
	closing.Broadcast()
	waiter.Wait()
}
