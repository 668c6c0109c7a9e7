package main

import (
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// panics runs three tasks of which one panics. The recover is where it has to
// be: deferred in the goroutine that panics, around the task.
func panics(out io.Writer) {
	lesson.Name("main")
	work := func() { time.Sleep(5 * time.Millisecond) } // stands for work
	tasks := []func(){
		work,
		func() { work(); loadUser(nil); work() },
		func() { work(); work() },
	}
	errs := make([]error, len(tasks))
	var wg sync.WaitGroup
	for i, task := range tasks {
		wg.Go(func() {
			lesson.Name(fmt.Sprint("task ", i))
			errs[i] = protect(task)
		})
	}
	wg.Wait() // all three ended, none took the process with it

	for i, err := range errs {
		fmt.Fprintf(out, "task %d: %v\n", i, err)
		if p, ok := errors.AsType[*panicError](err); ok {
			fmt.Fprintf(out, "        its stack names the culprit: %t\n", strings.Contains(string(p.stack), "loadUser"))
		}
	}
}

// protect calls f and turns its panic into an error.
func protect(f func()) (err error) {
	defer func() {
		if v := recover(); v != nil { // called by the deferred function itself
			lesson.Note("recovered")
			err = &panicError{v, debug.Stack()} // still the panicking stack
		}
	}()
	f()
	return nil
}

type panicError struct {
	value any
	stack []byte
}

func (e *panicError) Error() string { return fmt.Sprint("panic: ", e.value) }

func loadUser(names map[int]*string) { fmt.Println(*names[7]) }
