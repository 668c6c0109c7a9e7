// pointer: Two subscribers get the same event.
package main

import "fmt"

type order struct{ euros int }

func main() {
	ann, bob := make(chan *order, 1), make(chan *order, 1)
	event := &order{euros: 100}
	for _, subscriber := range []chan *order{ann, bob} {
		subscriber <- event
	}

	o := <-ann
	o.euros += 19 // ann thinks in gross amounts
	fmt.Println("ann:", o.euros)
	fmt.Println("bob:", (<-bob).euros)
}

// Verdict: prints
// Output:
// ann: 119
// bob: 119
// Why: A channel copies what is sent, and here that is a pointer: there is one
// order, and all subscribers share it. With two goroutines it would be a race
// as well. Send values, or agree that an event is never changed once it is
// published.
