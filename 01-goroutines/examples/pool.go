package main

import (
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// pool lets three goroutines live long and do seven jobs between them. Who does
// which job is free; that each job is done once is not.
func pool(out io.Writer) {
	lesson.Name("main")
	jobs := make(chan int)          // closed by main, the only sender
	squares := make(chan [2]int, 7) // closed when the last worker has ended

	var workers sync.WaitGroup
	for id := range 3 {
		workers.Go(func() {
			lesson.Name(fmt.Sprint("worker ", id))
			for job := range jobs { // ends when jobs is closed and empty
				lesson.Received("jobs", job)
				time.Sleep(5 * time.Millisecond) // stands for work
				squares <- [2]int{job, job * job}
			}
		})
	}

	for job := range 7 {
		lesson.Sent("jobs", job)
		jobs <- job // waits until a worker is free: that is back-pressure
	}
	close(jobs)
	workers.Wait()
	close(squares)

	var done [][2]int
	for s := range squares {
		done = append(done, s)
	}
	slices.SortFunc(done, func(a, b [2]int) int { return a[0] - b[0] })
	fmt.Fprintf(out, "3 workers, %d jobs: %v\n", len(done), done)
}
