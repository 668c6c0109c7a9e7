// Bug: main waits for the senders, the senders wait for main to receive.
package main

import (
	"fmt"
	"sync"
)

func main() {
	squares := make(chan int)
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Go(func() { squares <- i * i })
	}
	wg.Wait()
	close(squares)
	for s := range squares {
		fmt.Println(s)
	}
}
