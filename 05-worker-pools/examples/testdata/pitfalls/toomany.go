// Bug: whoever finds the queue full does the work itself, and is not counted.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	const limit = 2
	var mu sync.Mutex // guards running and most
	running, most := 0, 0
	count := func(by int) {
		mu.Lock()
		defer mu.Unlock()
		running += by
		most = max(most, running)
	}
	call := func() { // the service bears two at a time
		count(1)
		defer count(-1)
		time.Sleep(50 * time.Millisecond)
	}

	jobs := make(chan int)
	var workers sync.WaitGroup
	for range limit {
		workers.Go(func() {
			for range jobs {
				call()
			}
		})
	}
	for job := range 6 {
		time.Sleep(5 * time.Millisecond) // the workers are at the queue again
		select {
		case jobs <- job:
		default:
			call() // a third one
		}
	}
	close(jobs)
	workers.Wait()
	fmt.Println("limit", limit, "and at the same time", most)
}
