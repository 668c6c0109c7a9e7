package main

import (
	"fmt"
	"io"
	"time"

	"example.com/mastery/internal/lesson"
)

// buffered hands four pages to a printer twice: without room, and with room for
// two. The printer is as slow both times; the writer is free earlier.
func buffered(out io.Writer) {
	lesson.Name("writer")
	for _, room := range []int{0, 2} {
		pages := make(chan int, room)
		printed := make(chan struct{})
		go func() { // printer: ends when pages is closed and empty
			defer close(printed)
			lesson.Name(fmt.Sprintf("printer (%d)", room))
			for page := range pages {
				lesson.Received("pages", page)
				time.Sleep(10 * time.Millisecond) // stands for printing
			}
		}()

		began := time.Now()
		for page := range 4 {
			lesson.Sent("pages", page)
			pages <- page // waits while there is neither room nor a printer
		}
		close(pages)
		free := time.Since(began)
		<-printed
		fmt.Fprintf(out, "room for %d: writer free after %2d ms, all printed after %2d ms\n",
			room, free.Milliseconds(), time.Since(began).Milliseconds())
	}
}
