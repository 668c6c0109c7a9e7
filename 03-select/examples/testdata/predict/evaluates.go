// evaluates: What is worked out, and when?
package main

import "fmt"

func door(name string) chan int {
	fmt.Println("door", name)
	return make(chan int, 1)
}

func parcel() int {
	fmt.Println("parcel")
	return 7
}

func main() {
	select {
	case <-door("in"):
		fmt.Println("received")
	case door("out") <- parcel():
		fmt.Println("sent")
	}
}

// Verdict: prints
// Output:
// door in
// door out
// parcel
// sent
// Why: On entry, select works out the channels of all cases and the values to
// send, once and in source order, whichever case will be chosen. Then it looks
// who can proceed: the empty channel of the first case can't be received from,
// the second has room. What stands left of a receive is worked out last, and
// only for the case that was chosen.
