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

// lifecycle follows one goroutine from birth to death. Its state is read from
// outside, in the runtime's own words: the ones a goroutine dump prints.
func lifecycle(out io.Writer) {
	// One processor: what is runnable does not run until main steps aside.
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	lesson.Name("main")
	see := func(when, state string) { fmt.Fprintf(out, "%-22s [%s]\n", when, state) }
	// Made once: a new one for each look sets a collection off, and while that starts, main waits and the clerk runs.
	dump := make([]byte, 1<<20)

	letters, home, ended := make(chan string), make(chan struct{}), make(chan struct{})
	var desk sync.Mutex
	desk.Lock()

	go clerk(letters, &desk, home, ended)
	see("new:", clerkState(dump))
	see("waits for a letter:", clerkParked(dump))

	lesson.Sent("letters", "hello")
	letters <- "hello" // makes the clerk runnable, not running
	see("has its letter:", clerkState(dump))
	see("waits for the desk:", clerkParked(dump))

	desk.Unlock()
	see("waits for two things:", clerkParked(dump))

	close(home)
	<-ended
	see("called Goexit:", clerkParked(dump))
}

func clerk(letters <-chan string, desk *sync.Mutex, home <-chan struct{}, ended chan<- struct{}) {
	lesson.Name("clerk")
	defer close(ended) // deferred calls run on return, panic and Goexit
	lesson.Received("letters", <-letters)
	desk.Lock()
	defer desk.Unlock()
	select {
	case <-letters:
	case <-home:
		runtime.Goexit() // ends this goroutine, however deep the call
	}
}

// clerkParked lets the clerk run until it waits for something or is no more.
func clerkParked(dump []byte) string {
	for {
		time.Sleep(time.Millisecond)
		if state := clerkState(dump); state != "runnable" && state != "running" {
			return state
		}
	}
}

// clerkState returns what a dump of all goroutines has in the clerk's brackets.
func clerkState(dump []byte) string {
	dump = dump[:runtime.Stack(dump, true)]
	for record := range strings.SplitSeq(string(dump), "\n\n") {
		if strings.Contains(record, ".lifecycle in goroutine") { // "created by …"
			_, rest, _ := strings.Cut(record, "[")
			state, _, _ := strings.Cut(rest, "]")
			return state
		}
	}
	return "no such goroutine"
}
