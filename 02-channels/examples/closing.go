package main

import (
	"fmt"
	"io"
	"time"

	"example.com/mastery/internal/lesson"
)

// closing sends three values into a buffer, closes the channel and goes home
// before anybody has received. Nothing is lost: close is one more entry at the
// end of the line, not an eraser.
func closing(out io.Writer) {
	lesson.Name("receiver")
	values := make(chan int, 3)
	go func() { // ends at once: there is room for all
		lesson.Name("sender")
		for _, v := range []int{5, 0, 7} {
			lesson.Sent("values", v)
			values <- v
		}
		lesson.Note("close")
		close(values)
	}()

	time.Sleep(10 * time.Millisecond) // stands for other work: the sender is gone by now
	for {
		v, ok := <-values
		if !ok {
			fmt.Fprintf(out, "%d %t: closed and empty\n", v, ok)
			return
		}
		lesson.Received("values", v)
		fmt.Fprintf(out, "%d %t: was sent\n", v, ok) // a 0 that was sent is no end
		time.Sleep(3 * time.Millisecond)             // stands for work
	}
}
