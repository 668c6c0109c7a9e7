// Bug: results are kept until their turn comes, however many they are.
package main

import (
	"fmt"
	"sync"
)

const n = 100_000

type result struct{ at, value int }

func main() {
	jobs, results := make(chan int), make(chan result)
	go func() {
		defer close(jobs)
		for i := range n {
			jobs <- i
		}
	}()
	release := make(chan struct{})
	var workers sync.WaitGroup
	for range 2 {
		workers.Go(func() {
			for i := range jobs {
				if i == 0 {
					<-release // the first one is slow
				}
				results <- result{i, i}
			}
		})
	}
	go func() {
		workers.Wait()
		close(results)
	}()

	waiting, most, next := map[int]int{}, 0, 0
	for r := range results {
		waiting[r.at] = r.value
		most = max(most, len(waiting))
		if len(waiting) == n-1 {
			close(release)
		}
		for v, ok := waiting[next]; ok; v, ok = waiting[next] {
			_ = v // hand it out
			delete(waiting, next)
			next++
		}
	}
	fmt.Println("handed out in order:", next, "in memory at once:", most)
}
