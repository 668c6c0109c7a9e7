package main

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// backpressure lets the last of three stages stand still. Nobody tells the
// first one; it fills all the room that there is and then can't go on.
func backpressure(out io.Writer) {
	lesson.Name("store")
	for _, room := range []int{0, 2, 10} {
		made := standStill(room)
		fmt.Fprintf(out, "room for %2d in each channel: the source has made %2d and waits\n", room, made)
	}
}

// standStill returns how many items the source has made when it can make no more.
func standStill(room int) int {
	ctx, cancel := context.WithCancel(context.Background())
	var upstream sync.WaitGroup
	defer upstream.Wait()
	defer cancel() // first: it is what they end with

	raw, parsed := make(chan int, room), make(chan int, room)
	made := make(chan int, 100) // tells main, who counts; never full
	upstream.Go(func() {        // read
		lesson.Name(fmt.Sprintf("read (%d)", room))
		for n := 1; ; n++ {
			made <- n
			select {
			case raw <- n:
			case <-ctx.Done():
				return
			}
		}
	})
	upstream.Go(func() { // parse
		lesson.Name(fmt.Sprintf("parse (%d)", room))
		for {
			select {
			case n := <-raw:
				select {
				case parsed <- n:
				case <-ctx.Done():
					return
				}
			case <-ctx.Done():
				return
			}
		}
	})

	<-parsed // takes one, and then no other
	for range 3 + 2*room {
		<-made // a hand in each stage, and the room between them
	}
	time.Sleep(5 * time.Millisecond) // time for one more, if it were possible
	return 3 + 2*room + len(made)
}
