// Bug: goroutines append to one slice without a lock.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var squares []int
	var wg sync.WaitGroup
	for i := range 1000 {
		wg.Go(func() {
			squares = append(squares, i*i) // reads and writes squares itself
		})
	}
	wg.Wait()
	fmt.Println("appended 1000, have", len(squares))
}
