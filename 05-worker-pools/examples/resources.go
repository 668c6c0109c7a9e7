package main

import (
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"example.com/mastery/internal/lesson"
)

// A line is something dear that one goroutine at a time can use: a connection,
// a decoder with a large buffer, a browser.
type line struct {
	used int
	open *atomic.Int64 // lines that are open
}

func dial(open *atomic.Int64) *line {
	time.Sleep(5 * time.Millisecond) // stands for a handshake
	open.Add(1)
	return &line{open: open}
}

func (l *line) send(letter int) {
	lesson.Received("letters", letter)
	time.Sleep(time.Millisecond)
	l.used++
}

func (l *line) close() { l.open.Add(-1) }

// resources has three workers send twelve letters over three lines. A line
// belongs to one worker, so it needs no lock, and no letter waits for a dial but
// the first ones. Who sends how many is free.
func resources(out io.Writer) {
	lesson.Name("main")
	var open atomic.Int64
	letters := make(chan int)
	used := make(chan int, 3) // room for a number from each worker

	var workers sync.WaitGroup
	for id := range 3 {
		workers.Go(func() {
			lesson.Name(fmt.Sprint("worker ", id))
			lesson.Note("dials")
			l := dial(&open) // once a worker, not once a letter
			defer l.close()  // on every way out
			for letter := range letters {
				l.send(letter)
			}
			used <- l.used
		})
	}
	for letter := range 12 {
		lesson.Sent("letters", letter)
		letters <- letter
	}
	close(letters)
	workers.Wait() // all lines are closed: now what they stand on may be
	close(used)

	sum, lines := 0, 0
	for n := range used {
		sum, lines = sum+n, lines+1
	}
	fmt.Fprintf(out, "%d letters over %d lines, of which %d are still open\n", sum, lines, open.Load())
}
