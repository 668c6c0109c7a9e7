// Bug: whoever answers after the timeout waits for a receiver for ever.
package main

import (
	"fmt"
	"os"
	"runtime/pprof"
	"time"
)

func main() {
	for range 3 {
		fmt.Println(query(5 * time.Millisecond))
	}
	time.Sleep(20 * time.Millisecond) // all servers have answered by now
	pprof.Lookup("goroutine").WriteTo(os.Stdout, 1)
}

func query(limit time.Duration) string {
	answer := make(chan string)
	go func() {
		time.Sleep(2 * limit) // a slow server
		answer <- "late"
	}()
	select {
	case a := <-answer:
		return a
	case <-time.After(limit):
		return "timeout"
	}
}
