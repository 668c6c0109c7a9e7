package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// bounded runs six tasks, two at a time: a buffered channel is the semaphore.
func bounded(out io.Writer) {
	lesson.Name("main")
	const limit = 2
	slots := make(chan struct{}, limit) // holds one element per task in flight
	var inFlight gauge

	var wg sync.WaitGroup
	for task := range 6 {
		slots <- struct{}{} // taken before go: never more goroutines than slots
		wg.Go(func() {
			defer func() { <-slots }() // given back on panic and Goexit too
			lesson.Name(fmt.Sprint("task ", task))
			inFlight.add(1)
			time.Sleep(5 * time.Millisecond) // stands for work
			inFlight.add(-1)
		})
	}
	wg.Wait()
	fmt.Fprintf(out, "6 tasks ran; limit %d, most at once %d\n", limit, inFlight.peak)
}

// A gauge knows how many there are and how many there ever were at once.
type gauge struct {
	mu        sync.Mutex // guards now, peak
	now, peak int
}

func (g *gauge) add(n int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.now += n
	g.peak = max(g.peak, g.now)
}
