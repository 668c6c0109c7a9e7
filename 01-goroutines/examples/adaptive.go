package main

import (
	"fmt"
	"io"
	"runtime"

	"example.com/mastery/internal/lesson"
)

// adaptive shows that the runtime learns how much stack goroutines need, and
// which goroutines profit from it.
func adaptive(out io.Writer) {
	lesson.Name("main")
	runtime.GC()
	fmt.Fprintf(out, "starting size %5d bytes: to go 10 KiB deep takes %d copies\n",
		metric(startingSize), movesOfNew(10))

	release := park(100, func(wait func()) {
		below(10, func(left int) {
			if left == 0 {
				wait() // 10 KiB deep
			}
		})
	})
	runtime.GC() // the new starting size: the average of the stacks it scanned
	fmt.Fprintf(out, "starting size %5d bytes, with 100 goroutines 10 KiB deep\n", metric(startingSize))
	release()

	// A new goroutine takes the place of a dead one if there is one. Only then
	// does it get the new size; a brand-new one begins at the minimum.
	const n = 1000
	copies := make(chan int, n)
	release = park(n, func(wait func()) {
		copies <- countMoves(10)
		wait()
	})
	reused := 0
	for range n {
		if <-copies == 0 {
			reused++
		}
	}
	fmt.Fprintf(out, "of %d more: %d reuse a dead one and take no copy, %d are brand-new and do\n", n, reused, n-reused)
	release()
}

const startingSize = "/gc/stack/starting-size:bytes"
