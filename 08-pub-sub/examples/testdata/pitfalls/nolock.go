// Bug: one subscribes while another publishes, and both use the same map.
package main

import (
	"fmt"
	"sync"
)

func main() {
	listeners := map[string]chan string{"ann": make(chan string, 10)}
	var both sync.WaitGroup
	both.Go(func() { // the publisher
		for _, l := range listeners {
			l <- "news"
		}
	})
	both.Go(func() { // bob comes
		listeners["bob"] = make(chan string, 10)
	})
	both.Wait()
	fmt.Println("listeners:", len(listeners))
}
