// Bug: a worker waits for room in a queue that only it empties.
package main

import (
	"fmt"
	"sync"
)

func main() {
	links := map[string][]string{"home": {"a", "b", "c", "d"}}
	pages := make(chan string, 2)
	var open sync.WaitGroup // pages that are not loaded yet
	submit := func(page string) {
		open.Add(1)
		pages <- page
	}

	submit("home")
	go func() { // worker
		for page := range pages {
			for _, link := range links[page] {
				submit(link)
			}
			open.Done()
		}
	}()
	open.Wait()
	fmt.Println("loaded")
}
