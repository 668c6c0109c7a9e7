package main

import (
	"fmt"
	"io"
	"runtime"
	"unsafe"

	"example.com/mastery/internal/lesson"
)

// stacks makes a stack grow, which moves it, and lets the collector shrink the
// stacks of a hundred goroutines that no longer need theirs.
func stacks(out io.Writer) {
	lesson.Name("main")
	fmt.Fprintf(out, "64 calls deep, 1 KiB each: the stack moved %d times\n", movesOfNew(64))

	release := park(100, func(wait func()) {
		countMoves(64) // goes deep and comes back
		wait()
	})
	defer release()
	fmt.Fprintf(out, "100 goroutines went there and came back: %5d KiB of stacks\n", metric(stacksInUse)>>10)
	for gc := range 6 {
		runtime.GC() // halves a stack of which less than a quarter is in use
		fmt.Fprintf(out, "after collection %d: %28d KiB\n", gc+1, metric(stacksInUse)>>10)
	}
}

const stacksInUse = "/memory/classes/heap/stacks:bytes"

// movesOfNew is countMoves in a goroutine of its own.
func movesOfNew(depth int) int {
	moves := make(chan int)
	go func() {
		lesson.Name("deep caller")
		moves <- countMoves(depth)
	}()
	return <-moves
}

// countMoves goes depth calls deep and returns how often a variable of its own,
// which lies on the stack, was found at a new address.
func countMoves(depth int) (moves int) {
	variable := 42
	last := uintptr(unsafe.Pointer(&variable)) // a number: not corrected when the stack moves
	below(depth, func(int) {
		if now := uintptr(unsafe.Pointer(&variable)); now != last {
			last = now
			moves++
		}
	})
	return moves
}

// below goes depth calls deep, 1 KiB of stack a call, and calls f in each with
// the number of calls to come.
//
//go:noinline
func below(depth int, f func(left int)) byte {
	var kib [1024]byte
	kib[depth%len(kib)] = byte(depth)
	f(depth)
	if depth == 0 {
		return kib[0]
	}
	return below(depth-1, f) + kib[depth%len(kib)]
}
