// Bug: a page is marked as seen when it was fetched.
package main

import (
	"fmt"
	"sync"
	"time"
)

var web = map[string][]string{"/": {"/a", "/b"}, "/a": {"/c"}, "/b": {"/c"}}

func main() {
	var mu sync.Mutex // guards seen and fetches
	seen, fetches := map[string]bool{}, map[string]int{}
	var running sync.WaitGroup
	var visit func(page string)
	visit = func(page string) {
		mu.Lock()
		known := seen[page]
		mu.Unlock()
		if known {
			return
		}
		time.Sleep(50 * time.Millisecond) // stands for a fetch
		mu.Lock()
		seen[page] = true
		fetches[page]++
		mu.Unlock()
		for _, link := range web[page] {
			running.Go(func() { visit(link) })
		}
	}
	running.Go(func() { visit("/") })
	running.Wait()
	fmt.Println(fetches)
}
