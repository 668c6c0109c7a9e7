// Bug: the sender goes on writing what it has sent.
package main

import (
	"bytes"
	"fmt"
	"time"
)

func main() {
	lines := make(chan []byte)
	done := make(chan struct{})
	go func() { // receiver
		defer close(done)
		for line := range lines {
			time.Sleep(5 * time.Millisecond) // stands for work
			fmt.Printf("%s\n", bytes.ToUpper(line))
		}
	}()

	buf := make([]byte, 3)
	for _, word := range []string{"one", "two", "six"} {
		copy(buf, word) // the receiver still has buf
		lines <- buf
	}
	close(lines)
	<-done
}
