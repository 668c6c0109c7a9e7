// Bug: the order of the locks depends on the direction of the transfer.
package main

import (
	"fmt"
	"sync"
	"time"
)

type account struct {
	mu    sync.Mutex
	cents int
}

func transfer(from, to *account, cents int) {
	from.mu.Lock()
	defer from.mu.Unlock()
	time.Sleep(50 * time.Millisecond)
	to.mu.Lock()
	defer to.mu.Unlock()
	from.cents -= cents
	to.cents += cents
}

func main() {
	ann, ben := &account{cents: 100}, &account{cents: 100}
	var both sync.WaitGroup
	both.Go(func() { transfer(ann, ben, 10) })
	both.Go(func() { transfer(ben, ann, 20) })
	both.Wait()
	fmt.Println(ann.cents, ben.cents)
}
