//go:build !go1.26 || go1.27

package main

import (
	"fmt"
	"io"
)

// Of another version we know what the language promises.

// waiting can't see those who wait: inLine then gives them a second.
func waiting(chan int) (receivers, senders int) { return -1, -1 }

func show(out io.Writer, when string, c chan int) {
	fmt.Fprintf(out, "%s\n  len %d  cap %d\n", when, len(c), cap(c))
}
