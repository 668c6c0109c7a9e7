package main

import (
	"fmt"
	"io"
	"time"

	"example.com/mastery/internal/lesson"
)

// buffer puts room without a bound between a sender that must not wait and a
// receiver that takes its time.
func buffer(out io.Writer) {
	lesson.Name("sender")
	in := make(chan int)
	slow := unbounded(in)
	received := make(chan []int)

	go func() { // receiver: ends when slow is closed
		lesson.Name("receiver")
		var all []int
		for v := range slow {
			lesson.Received("values", v)
			time.Sleep(4 * time.Millisecond) // stands for work
			all = append(all, v)
		}
		received <- all
	}()

	began := time.Now()
	for v := range 6 {
		lesson.Sent("values", v)
		in <- v
	}
	close(in)
	free := time.Since(began)
	fmt.Fprintf(out, "received %v\n", <-received)
	fmt.Fprintf(out, "sender free after %2d ms, receiver done after %2d ms\n",
		free.Milliseconds(), time.Since(began).Milliseconds())
}

// unbounded returns a channel that delivers what comes in, in order, and is
// closed when in is closed and all is delivered. It ends when somebody has
// received everything: whoever stops early leaves it behind.
func unbounded(in <-chan int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		lesson.Name("buffer")
		var held []int
		for in != nil || len(held) > 0 {
			var next int
			var send chan int // nil while nothing is held: that case is never ready
			if len(held) > 0 {
				next, send = held[0], out
			}
			select {
			case v, ok := <-in:
				if !ok {
					in = nil // a closed channel would be ready for ever
					continue
				}
				held = append(held, v)
			case send <- next:
				held = held[1:]
			}
		}
	}()
	return out
}
