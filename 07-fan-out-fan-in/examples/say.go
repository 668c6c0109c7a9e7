package main

import (
	"fmt"
	"io"
	"sync"
)

// speaker returns a function that prints one whole line to out. Goroutines may
// call it at the same time: an io.Writer promises nothing about that.
func speaker(out io.Writer) func(format string, args ...any) {
	var mu sync.Mutex // guards out
	return func(format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		fmt.Fprintf(out, format+"\n", args...)
	}
}
