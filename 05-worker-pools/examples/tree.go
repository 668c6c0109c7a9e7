package main

import (
	"context"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"example.com/mastery/05-worker-pools/pool"
	"example.com/mastery/internal/lesson"
)

// tree walks a tree with two workers and room for two tasks: each task submits
// one for each of its children. Where there is no room, the task does the work
// itself. With Submit both workers could wait for room, for ever.
func tree(out io.Writer) {
	lesson.Name("main")
	p := &pool.Pool{Workers: 2, Queue: 2}
	var leaves atomic.Int64
	var open sync.WaitGroup // tasks that have not ended: they may submit more

	var visit func(depth int)
	visit = func(depth int) {
		open.Add(1)
		err := p.SubmitOrRun(func(context.Context) {
			defer open.Done()
			lesson.Name("worker")
			lesson.Note(fmt.Sprint("depth ", depth))
			time.Sleep(500 * time.Microsecond) // stands for reading a directory
			if depth == 4 {
				leaves.Add(1)
				return
			}
			visit(depth + 1)
			visit(depth + 1)
		})
		if err != nil {
			panic(err) // not before Drain
		}
	}
	visit(0)
	open.Wait() // only now is it sure that nobody submits
	if err := p.Drain(context.Background()); err != nil {
		panic(err) // its context never ends
	}

	s := p.Stats()
	fmt.Fprintf(out, "%d leaves, %d tasks\n", leaves.Load(), s.Done)
	fmt.Fprintf(out, "some were run on the spot: %t\n", s.Inline > 0)
}
