package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// valve stops a worker for a while and lets it go on. The worker never asks
// whether it may: while the valve is shut, its variable for the way in is nil.
func valve(out io.Writer) {
	lesson.Name("foreman")
	jobs, open := make(chan int), make(chan bool)
	var done []int
	var all sync.WaitGroup

	all.Go(func() {
		lesson.Name("source")
		defer close(jobs)
		for job := range 8 {
			lesson.Sent("jobs", job)
			jobs <- job // waits for as long as the valve is shut
		}
	})
	all.Go(func() {
		lesson.Name("worker")
		in := (<-chan int)(jobs)
		for {
			select {
			case job, more := <-in:
				if !more {
					return
				}
				lesson.Received("jobs", job)
				time.Sleep(2 * time.Millisecond) // stands for work
				done = append(done, job)
			case on := <-open:
				lesson.Note(fmt.Sprint("open: ", on))
				in = nil
				if on {
					in = jobs
				}
			}
		}
	})

	time.Sleep(5 * time.Millisecond)
	open <- false // received between two jobs, never in the middle of one
	time.Sleep(10 * time.Millisecond)
	open <- true
	all.Wait()
	fmt.Fprintln(out, "done, with a pause in between:", done)
}
