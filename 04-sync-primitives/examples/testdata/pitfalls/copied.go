// Bug: the methods have a value receiver, so each call locks a copy.
package main

import (
	"fmt"
	"sync"
)

type hits struct {
	mu    sync.Mutex
	pages map[string]int
}

func (h hits) add(page string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.pages[page]++
}

func main() {
	h := hits{pages: map[string]int{}}
	var visitors sync.WaitGroup
	for range 4 {
		visitors.Go(func() {
			for range 1000 {
				h.add("/")
			}
		})
	}
	visitors.Wait()
	fmt.Println(h.pages["/"])
}
