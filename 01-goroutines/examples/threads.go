package main

import (
	"fmt"
	"io"
	"runtime"
	"runtime/metrics"
	"sync"

	"example.com/mastery/internal/lesson"
)

// threads counts operating system threads: under many goroutines that wait for
// a channel, and under a few that each keep a thread for themselves.
func threads(out io.Writer) {
	lesson.Name("main")
	fmt.Fprintf(out, "processors (GOMAXPROCS): %d\n", runtime.GOMAXPROCS(0))

	release := park(10_000, func(wait func()) { wait() })
	fmt.Fprintf(out, "10000 goroutines wait for a channel: threads %d\n", metric(threadsTotal))
	release()

	// A long system call or cgo call keeps its thread, as this does.
	release = park(50, func(wait func()) {
		runtime.LockOSThread() // the thread ends with the goroutine
		wait()
	})
	fmt.Fprintf(out, "50 goroutines hold a thread each: threads %d\n", metric(threadsTotal))
	release()
}

const threadsTotal = "/sched/threads/total:threads"

// park starts n goroutines that run f, which is to call wait, and returns when
// all of them are waiting. release ends their wait and waits for their end.
func park(n int, f func(wait func())) (release func()) {
	gate := make(chan struct{})
	var ready, over sync.WaitGroup
	ready.Add(n)
	wait := func() {
		ready.Done()
		<-gate
	}
	for range n {
		over.Go(func() {
			lesson.Name("parked")
			f(wait)
		})
	}
	ready.Wait()
	return func() {
		close(gate)
		over.Wait()
	}
}

// metric reads one number of the runtime. Package runtime/metrics has the list.
func metric(name string) int {
	sample := []metrics.Sample{{Name: name}}
	metrics.Read(sample)
	return int(sample[0].Value.Uint64())
}
