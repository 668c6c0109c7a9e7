package main

import (
	"fmt"
	"io"
	"time"

	"example.com/mastery/internal/lesson"
)

// merge reads three stations in one loop. A closed channel can always be
// received from; a nil channel never. So an input that is closed becomes nil,
// and the loop ends when all are.
func merge(out io.Writer) {
	lesson.Name("main")
	north, south, west := station("north", 4, 2), station("south", 3, 5), station("west", 1, 8)

	heard := map[string]int{}
	// take counts a report and returns the channel to go on with.
	take := func(name string, report int, open bool, in <-chan int) <-chan int {
		if !open {
			lesson.Note(name + " is over")
			return nil // this case is never chosen again
		}
		lesson.Received(name, report)
		heard[name]++
		return in
	}
	for north != nil || south != nil || west != nil {
		select {
		case report, open := <-north:
			north = take("north", report, open, north)
		case report, open := <-south:
			south = take("south", report, open, south)
		case report, open := <-west:
			west = take("west", report, open, west)
		}
	}
	fmt.Fprintln(out, "heard all of:", heard)
}

// station sends n reports, one every so many ms, and closes its channel.
func station(name string, n int, every time.Duration) <-chan int {
	reports := make(chan int)
	go func() { // ends when all reports are received
		lesson.Name(name)
		defer close(reports)
		for report := range n {
			time.Sleep(every * time.Millisecond)
			lesson.Sent(name, report)
			reports <- report
		}
	}()
	return reports
}
