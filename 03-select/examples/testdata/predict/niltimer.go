// niltimer: A case that is not needed.
package main

import (
	"fmt"
	"time"
)

func receive(in <-chan int, limit *time.Timer) int {
	select {
	case v := <-in:
		return v
	case <-limit.C:
		return -1
	}
}

func main() {
	in := make(chan int, 1)
	in <- 7
	fmt.Println(receive(in, nil))
}

// Verdict: panics
// Panic: invalid memory address or nil pointer dereference
// Why: A nil channel would turn the case off, but limit is a nil pointer, and
// limit.C must be read through it. Select works out the channels of all cases on
// entry, also when another one is ready. Pass the channel, `limit <-chan
// time.Time`: then nil means without a limit.
