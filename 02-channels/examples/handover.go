package main

import (
	"fmt"
	"io"
	"time"

	"example.com/mastery/internal/lesson"
)

// A page is written by one goroutine and printed by another. It has no lock:
// at any time it belongs to one of them, and the send hands it over.
type page struct {
	number int
	text   string
}

// handover writes pages faster than they are printed. The channel has no room,
// so a send waits until the printer is there to receive.
func handover(out io.Writer) {
	lesson.Name("writer")
	pages := make(chan *page) // closed by the writer after the last page
	printed := make(chan struct{})

	go func() { // printer: ends when pages is closed
		defer close(printed)
		lesson.Name("printer")
		for p := range pages {
			lesson.Received("pages", p.number)
			time.Sleep(10 * time.Millisecond) // stands for printing
			fmt.Fprintf(out, "page %d: %s\n", p.number, p.text)
		}
	}()

	for n, text := range []string{"Channels", "hand over", "what they carry"} {
		p := &page{number: n + 1}
		time.Sleep(2 * time.Millisecond) // stands for writing
		p.text = text                    // happens before the printer reads it
		lesson.Sent("pages", p.number)
		pages <- p // from here on p is the printer's
	}
	close(pages)
	<-printed
}
