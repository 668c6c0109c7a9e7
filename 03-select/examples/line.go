package main

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// line lets three goroutines wait for the same channel, each in a select. Chance
// decides between the cases of one select; between those who wait, their order
// of arrival does.
func line(out io.Writer) {
	// One processor: who has answered main gets as far as its select before main
	// goes on.
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	lesson.Name("main")
	jobs, over := make(chan int), make(chan struct{})
	answers := make(chan string)

	var clerks sync.WaitGroup
	for _, name := range []string{"A", "B", "C"} {
		clerks.Go(func() { // ends when over is closed
			lesson.Name(name)
			answers <- "is here"
			for {
				select { // stands in line for a job, at its end
				case job := <-jobs:
					lesson.Received("jobs", job)
					answers <- name
				case <-over:
					return
				}
			}
		})
		<-answers // A stands in line before B comes
	}
	var served []string
	for job := range 6 {
		time.Sleep(time.Millisecond)
		lesson.Sent("jobs", job)
		jobs <- job
		served = append(served, <-answers)
	}
	close(over)
	clerks.Wait()
	fmt.Fprintln(out, "six jobs went to", strings.Join(served, " "))
}
