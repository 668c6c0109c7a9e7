// Bug: the crawler ends when its queue is empty.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

var web = map[string][]string{"/": {"/a", "/b"}, "/a": {"/c", "/d"}, "/b": {"/e", "/f"}}

func main() {
	pages := make(chan string, 100)
	pages <- "/"
	var fetched atomic.Int32
	var fetches sync.WaitGroup
	for len(pages) > 0 {
		page := <-pages
		fetches.Go(func() {
			time.Sleep(50 * time.Millisecond) // stands for a network
			fetched.Add(1)
			for _, link := range web[page] {
				pages <- link
			}
		})
	}
	fetches.Wait()
	fmt.Println("fetched", fetched.Load(), "of 7, in the queue", len(pages))
}
