// Bug: the recover is deferred in main, the panic is in another goroutine.
package main

import (
	"fmt"
	"sync"
)

func main() {
	defer func() {
		fmt.Println("recovered:", recover())
	}()
	var wg sync.WaitGroup
	wg.Go(func() { charge(nil) })
	wg.Wait()
}

func charge(amounts []int) int { return amounts[0] }
