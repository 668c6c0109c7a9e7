package main

import (
	"fmt"
	"io"
	"runtime"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// overhead measures what a goroutine costs: its time from start to joined, and
// its memory while it waits.
func overhead(out io.Writer) {
	lesson.Name("main")
	const n = 10_000

	var wg sync.WaitGroup
	began := time.Now()
	for range n {
		wg.Go(func() {})
	}
	wg.Wait()
	fmt.Fprintf(out, "%d goroutines started and joined: %d ns each\n", n, time.Since(began).Nanoseconds()/n)

	runtime.GC()
	stacks, objects := metric(stacksInUse), metric(heapObjects)
	release := park(n, func(wait func()) { wait() })
	stacks, objects = metric(stacksInUse)-stacks, metric(heapObjects)-objects
	release()
	fmt.Fprintf(out, "%d goroutines waiting: %d bytes of stack and %d of heap each\n", n, stacks/n, objects/n)
}

const heapObjects = "/memory/classes/heap/objects:bytes"
