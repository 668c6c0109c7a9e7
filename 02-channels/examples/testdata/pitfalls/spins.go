// Bug: the loop does not ask whether the channel is closed.
package main

import (
	"fmt"
	"time"
)

func main() {
	orders := make(chan int, 2)
	orders <- 7
	orders <- 9
	close(orders)

	filled, empty := 0, 0
	for began := time.Now(); time.Since(began) < 20*time.Millisecond; { // else for ever
		order := <-orders
		if order == 0 {
			empty++
			continue
		}
		filled++
	}
	fmt.Println("orders filled:", filled, "orders of nothing:", empty)
}
