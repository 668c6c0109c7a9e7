package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"example.com/mastery/01-goroutines/group"
	"example.com/mastery/internal/lesson"
)

// groupTasks does with this topic's library what examples bounded and panics do
// by hand: four tasks, two at once, and the panic of one reaches who waits.
func groupTasks(out io.Writer) {
	lesson.Name("main")
	var g group.Group
	g.SetLimit(2)
	var inFlight gauge
	done := make([]string, 4) // one element per task
	for i := range done {
		g.Go(func() { // waits while two are running
			lesson.Name(fmt.Sprint("task ", i))
			inFlight.add(1)
			defer inFlight.add(-1)
			time.Sleep(5 * time.Millisecond) // stands for work
			if i == 1 {
				openDisk()
			}
			done[i] = fmt.Sprint("task ", i)
		})
	}

	err := g.WaitRecover() // g.Wait() would panic, here, in main
	fmt.Fprintf(out, "done: %q, most at once %d\n", done, inFlight.peak)
	if p, ok := errors.AsType[*group.PanicError](err); ok {
		fmt.Fprintf(out, "a task panicked: %v\n", p.Value)
		fmt.Fprintf(out, "the stack is the task's: %t\n", strings.Contains(string(p.Stack), "openDisk"))
	}
}

func openDisk() { panic("no disk") }
