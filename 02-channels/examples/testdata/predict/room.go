// room: Does it matter that there is room for one?
package main

import "fmt"

func main() {
	ready, done := make(chan struct{}, 1), make(chan struct{})
	greeting := ""
	go func() {
		defer close(done)
		greeting = "hello"
		<-ready
	}()
	ready <- struct{}{}
	fmt.Printf("%q\n", greeting)
	<-done
}

// Verdict: races
// Why: A receive from an unbuffered channel happens before the send completes,
// so without room main would have to see the greeting. With room for one the
// send waits for nobody: only the second one would wait for the first receive.
// Nothing orders the write and main's read. Buffers change what is guaranteed,
// not only how long one waits.
