package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// share gives eight jobs to two workers twice. Every other job is long. Dealt
// out beforehand, one worker gets all of the long ones; from one queue each gets
// the next when it is free.
func share(out io.Writer) {
	lesson.Name("main")
	const long, short = 12 * time.Millisecond, time.Millisecond
	jobs := []time.Duration{long, short, long, short, long, short, long, short}

	dealt := []chan time.Duration{make(chan time.Duration, 4), make(chan time.Duration, 4)}
	for i, job := range jobs {
		dealt[i%2] <- job // like cards
	}
	close(dealt[0])
	close(dealt[1])
	work(out, "dealt out", dealt[0], dealt[1])

	queue := make(chan time.Duration, len(jobs))
	for _, job := range jobs {
		queue <- job
	}
	close(queue)
	work(out, "one queue", queue, queue)
}

// work starts a worker for each channel, and says how long each of them worked.
func work(out io.Writer, name string, from ...chan time.Duration) {
	began := time.Now()
	busy := make([]time.Duration, len(from)) // one writer for each element
	var workers sync.WaitGroup
	for id, jobs := range from {
		workers.Go(func() {
			lesson.Name(fmt.Sprintf("%s, %d", name, id))
			for job := range jobs {
				time.Sleep(job) // stands for work
				busy[id] += job
			}
		})
	}
	workers.Wait()
	fmt.Fprintf(out, "%s: the workers have %2d ms and %2d ms of work, done after %2d ms\n", name,
		busy[0].Milliseconds(), busy[1].Milliseconds(), time.Since(began).Milliseconds())
}
