// Bug: the tasks run in goroutines, and still one after the other.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	began := time.Now()
	var mu sync.Mutex // guards done
	var done []int
	var wg sync.WaitGroup
	for i := range 5 {
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			done = append(done, work(i)) // the work is under the lock
		})
	}
	wg.Wait()
	fmt.Println(len(done), "tasks of 20 ms took", time.Since(began).Round(20*time.Millisecond))
}

func work(i int) int {
	time.Sleep(20 * time.Millisecond)
	return i * i
}
