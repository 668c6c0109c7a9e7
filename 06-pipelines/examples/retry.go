package main

import (
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// A parcel is on its way until it is delivered or was tried three times.
type parcel struct {
	to    string
	tries int
}

// retry lets two drivers deliver parcels. Who is not at home gets another try:
// the parcel goes back into the channel that the drivers take from.
func retry(out io.Writer) {
	lesson.Name("main")
	homeAt := map[string]int{"ann": 1, "bob": 3, "cat": 9, "dan": 2} // at which try; only read
	// A parcel is in the channel or in one pair of hands, so there are never more
	// in it than at the beginning: with room for all, no driver waits to give back.
	waiting := make(chan parcel, len(homeAt))
	done := make(chan parcel)
	var open sync.WaitGroup // parcels that may come back
	for to := range homeAt {
		open.Add(1)
		waiting <- parcel{to: to}
	}
	go func() { // ends when no parcel can come back
		lesson.Name("closer")
		open.Wait()
		close(waiting)
	}()

	var drivers sync.WaitGroup
	for d := range 2 {
		drivers.Go(func() { // ends when waiting is closed
			lesson.Name(fmt.Sprint("driver ", d+1))
			for p := range waiting {
				p.tries++
				lesson.Note(fmt.Sprint(p.to, " ", p.tries))
				time.Sleep(2 * time.Millisecond) // stands for driving
				if p.tries < homeAt[p.to] && p.tries < 3 {
					waiting <- p // still open
					continue
				}
				done <- p
				open.Done() // after the send: when all are, nobody sends any more
			}
		})
	}
	go func() { // ends with the drivers
		lesson.Name("home")
		drivers.Wait()
		close(done)
	}()

	var lines []string
	for p := range done {
		result := "delivered at"
		if p.tries < homeAt[p.to] {
			result = "given up after"
		}
		lines = append(lines, fmt.Sprintf("%s: %s try %d", p.to, result, p.tries))
	}
	slices.Sort(lines) // the order in which they are done is free
	for _, line := range lines {
		fmt.Fprintln(out, line)
	}
}
