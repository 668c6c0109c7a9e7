package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"time"

	"example.com/mastery/05-worker-pools/pool"
	"example.com/mastery/internal/lesson"
)

// priority submits a report of level Low and six alarms of level High to one
// worker, with strict priorities, and with tasks that grow old.
func priority(out io.Writer) {
	lesson.Name("main")
	fmt.Fprintln(out, "strict: ", order("strict", math.MaxInt))
	fmt.Fprintln(out, "aging 2:", order("aging 2", 2))
}

// order returns in which order the tasks were run.
func order(name string, aging int) []string {
	p := &pool.Pool{Workers: 1, Aging: aging}
	begun, gate := make(chan struct{}, 8), make(chan struct{})
	var done []string // the worker's, until Drain has returned
	submit := func(to pool.Submitter, task string) {
		err := to.TrySubmit(func(context.Context) {
			lesson.Name(name)
			begun <- struct{}{}
			<-gate
			lesson.Note(task)
			time.Sleep(time.Millisecond) // stands for work
			done = append(done, task)
		})
		if err != nil {
			panic(err) // there is room for 1,024
		}
	}
	submit(p, "first")
	<-begun // the others wait behind it
	submit(p.At(pool.Low), "REPORT")
	for range 6 {
		submit(p.At(pool.High), "alarm")
	}
	close(gate)
	if err := p.Drain(context.Background()); err != nil {
		panic(err) // its context never ends
	}
	return done
}
