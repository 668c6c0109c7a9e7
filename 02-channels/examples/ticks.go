package main

import (
	"fmt"
	"io"
	"time"

	"example.com/mastery/internal/lesson"
)

// ticks reads a 5 ms ticker every 20 ms. A ticker does not wait for its reader
// and does not save up: what nobody took in time is dropped.
func ticks(out io.Writer) {
	lesson.Name("reader")
	const every = 5 * time.Millisecond
	ticker := time.NewTicker(every)
	defer ticker.Stop() // stops the ticks; C stays open, a range over it would not end

	began := time.Now()
	taken := 0
	for range 5 {
		time.Sleep(4 * every) // stands for work
		<-ticker.C
		taken++
		lesson.Note(fmt.Sprint("tick ", taken))
	}
	due := int(time.Since(began) / every)
	fmt.Fprintf(out, "ticks due: %d, taken: %d, len %d, cap %d\n", due, taken, len(ticker.C), cap(ticker.C))
}
