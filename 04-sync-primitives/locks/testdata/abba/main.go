// Abba takes two locks in both orders, one after the other, so that it never
// deadlocks. Built with the tag lockorder it says that it could.
package main

import (
	"fmt"
	"sync"

	"example.com/mastery/04-sync-primitives/locks"
)

func main() {
	var a, b locks.Mutex
	var rw locks.RWMutex
	var wg sync.WaitGroup
	wg.Go(func() { lockBoth(&a, &b) })
	wg.Wait()
	wg.Go(func() { lockBoth(&b, &a) })
	wg.Wait()
	rw.RLock()
	rw.RUnlock()
	fmt.Println("done, watching:", locks.Watching)
}

func lockBoth(first, second sync.Locker) {
	first.Lock()
	defer first.Unlock()
	second.Lock()
	defer second.Unlock()
}
