package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// An elastic pool starts a worker when a job comes and none is idle, up to a
// limit. A worker that has been idle for long enough ends.
type elastic struct {
	jobs  chan func()   // no room: a send means that a worker has it
	slots chan struct{} // an element for each worker; its room is the limit
	idle  time.Duration
	ended sync.WaitGroup // the workers
}

// submit blocks while all workers are busy and the limit is reached.
func (e *elastic) submit(job func()) {
	select {
	case e.jobs <- job: // somebody is idle
		return
	default:
	}
	select {
	case e.jobs <- job: // somebody has become idle
	case e.slots <- struct{}{}:
		e.ended.Go(func() { e.work(job) })
	}
}

func (e *elastic) work(job func()) {
	defer func() { <-e.slots }()
	lesson.Name("worker")
	for {
		job()
		select {
		case job = <-e.jobs:
		case <-time.After(e.idle):
			lesson.Note("goes home")
			return
		}
	}
}

// dynamic has three jobs at the same time, then a pause, then one more.
func dynamic(out io.Writer) {
	lesson.Name("main")
	e := &elastic{jobs: make(chan func()), slots: make(chan struct{}, 4), idle: 4 * time.Millisecond}
	fmt.Fprintln(out, "workers at first:", len(e.slots))

	var rush sync.WaitGroup
	rush.Add(3)
	for range 3 {
		e.submit(func() {
			rush.Done()
			rush.Wait() // none ends before all three have begun
			time.Sleep(4 * time.Millisecond)
		})
	}
	rush.Wait()
	fmt.Fprintln(out, "workers in the rush:", len(e.slots))
	e.ended.Wait() // nobody tells them to end: they get bored
	fmt.Fprintln(out, "workers in the pause:", len(e.slots))

	e.submit(func() { fmt.Fprintln(out, "workers for one late job:", len(e.slots)) })
	e.ended.Wait()
}
