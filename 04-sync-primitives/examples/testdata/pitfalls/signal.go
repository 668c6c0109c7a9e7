// Bug: Signal wakes one waiter, and it is the wrong one.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var mu sync.Mutex
	changed := sync.NewCond(&mu)
	coins := 0
	var buyers sync.WaitGroup
	buy := func(what string, price int) {
		mu.Lock()
		defer mu.Unlock()
		for coins < price {
			changed.Wait()
		}
		coins -= price
		fmt.Println("sold:", what)
	}
	buyers.Go(func() { buy("coffee", 3) })
	time.Sleep(50 * time.Millisecond) // coffee waits first
	buyers.Go(func() { buy("water", 1) })
	time.Sleep(50 * time.Millisecond) // water waits second

	mu.Lock()
	coins++
	changed.Signal()
	mu.Unlock()
	buyers.Wait()
}
