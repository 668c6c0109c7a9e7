package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// insides takes X-rays of a channel with room for two. How it looks inside is
// in insides_go126.go: that is the runtime's own affair and may change.
func insides(out io.Writer) {
	lesson.Name("main")
	c := make(chan int, 2)
	var people sync.WaitGroup
	got := make([]int, 2)

	show(out, "made", c)
	for i, name := range []string{"ann", "bob"} {
		people.Go(func() {
			lesson.Name(name)
			got[i] = <-c
			lesson.Received("c", got[i])
		})
		inLine(c, i+1, 0) // so that ann is first
	}
	show(out, "ann and bob wait to receive", c)
	lesson.Sent("c", 7)
	c <- 7 // straight into ann's variable: the ring stays empty
	show(out, "sent 7", c)
	lesson.Sent("c", 8)
	c <- 8
	people.Wait()
	show(out, fmt.Sprintf("sent 8; ann has %d, bob %d", got[0], got[1]), c)

	c <- 1
	c <- 2
	people.Go(func() {
		lesson.Name("cat")
		lesson.Sent("c", 3)
		c <- 3 // no room
	})
	inLine(c, 0, 1)
	show(out, "sent 1 and 2; cat waits to send 3", c)
	v := <-c // the head of the ring; cat's 3 goes into the slot that this frees
	lesson.Received("c", v)
	people.Wait()
	show(out, fmt.Sprintf("received %d", v), c)

	close(c)
	show(out, "closed", c)
	v, ok := <-c
	w, also := <-c
	x, end := <-c
	show(out, fmt.Sprintf("received %d %t, %d %t, %d %t", v, ok, w, also, x, end), c)
}

// inLine waits until so many goroutines wait to receive and to send.
func inLine(c chan int, receivers, senders int) {
	for range 1000 {
		if r, s := waiting(c); r == receivers && s == senders {
			return
		}
		time.Sleep(time.Millisecond)
	}
}
