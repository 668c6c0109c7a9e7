// Bug: if, where a waiter must look again after it was woken.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var mu sync.Mutex
	more := sync.NewCond(&mu)
	var plates []string

	var guests sync.WaitGroup
	for range 2 {
		guests.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			if len(plates) == 0 {
				more.Wait()
			}
			fmt.Println("eats", plates[0])
			plates = plates[1:]
		})
	}
	time.Sleep(50 * time.Millisecond) // both wait
	mu.Lock()
	plates = append(plates, "soup")
	mu.Unlock()
	more.Broadcast()
	guests.Wait()
}
