// newest: Three prices, room for one.
package main

import "fmt"

func main() {
	prices := make(chan int, 1)
	for _, price := range []int{10, 20, 30} {
		select {
		case prices <- price:
		default: // full: never wait
		}
	}
	fmt.Println(<-prices)
}

// Verdict: prints
// Output:
// 10
// Why: A send with a default drops what comes when there is no room, so what
// stays is the oldest. For a price the newest is wanted: first take out what is
// there, with a default as well, then send, and let no second publisher come
// between the two.
