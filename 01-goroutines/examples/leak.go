package main

import (
	"fmt"
	"io"
	"regexp"
	"runtime"
	"runtime/pprof"
	"strings"
	"time"

	"example.com/mastery/internal/lesson"
)

// leak loses two goroutines, finds them the way one does in production, and
// then does the same work without losing any.
func leak(out io.Writer) {
	lesson.Name("main")
	time.Sleep(5 * time.Millisecond) // what has ended needs a moment to be gone
	before := runtime.NumGoroutine()

	fmt.Fprintln(out, "unbuffered: asked three, took the first answer")
	answers := make(chan string)
	query(answers)
	report(out, before, 2)

	// In a server they stay until it is restarted. Here main still has the
	// channel, so it can let them go.
	<-answers
	<-answers

	fmt.Fprintln(out, "room for all: asked three, took the first answer")
	query(make(chan string, 3))
	report(out, before, 0)
}

func query(answers chan string) {
	for i, server := range []string{"a", "b", "c"} {
		go func() { // ends once its answer is taken: by whom?
			lesson.Name("server " + server)
			time.Sleep(time.Duration(i+1) * 5 * time.Millisecond)
			answers <- server
		}()
	}
	<-answers
}

// report waits for the goroutines to settle, then prints how many there are
// more than before and where the goroutine profile says they wait.
func report(out io.Writer, before, want int) {
	for range 200 {
		time.Sleep(10 * time.Millisecond)
		if runtime.NumGoroutine() == before+want && !strings.Contains(profile(), "time.Sleep") {
			break // those that are left have come to the send
		}
	}
	fmt.Fprintf(out, "  goroutines more than before: %d\n", runtime.NumGoroutine()-before)
	perStack := regexp.MustCompile(`(?m)^(\d+) @.*\n(?:#.*\n)*?#.*\.(query\.func\d+)\+0x[0-9a-f]+\s.*/(leak\.go:\d+)`)
	for _, m := range perStack.FindAllStringSubmatch(profile(), -1) {
		fmt.Fprintf(out, "  profile: %s at %s, %s\n", m[1], m[2], m[3])
	}
}

// profile is what net/http/pprof serves at /debug/pprof/goroutine?debug=1: one
// record for each different stack, with the number of goroutines in it.
func profile() string {
	var b strings.Builder
	if err := pprof.Lookup("goroutine").WriteTo(&b, 1); err != nil {
		return err.Error()
	}
	return b.String()
}
