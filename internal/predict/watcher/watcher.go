// Command watcher is never run as it is: this file is compiled into each
// program that package predict runs, in the place of its main. It calls the
// program's own main, renamed to Main, and then waits to see which of the
// goroutines that the program started are there for good.
//
// It shares a package with the program, so its names are ones that no program
// would choose.
package main

import (
	watcheros "os"
	watcherruntime "runtime"
	watcherstrings "strings"
	watchertime "time"
)

const (
	// watcherMark parts what the program did from what came after main
	// returned. It goes to both standard output and standard error.
	watcherMark = "\x00main returned\x00\n"
	// watcherQuiet is how long all goroutines that remain must stay blocked,
	// look after look, before they count as blocked for good. Only a timer
	// longer than this could still prove that wrong.
	watcherQuiet = 500 * watchertime.Millisecond
	// watcherPatience is how long goroutines that sleep or run may go on.
	watcherPatience = 2 * watchertime.Second
)

var watcherStdout = watcheros.Stdout // the program may replace it

func main() {
	Main()
	_, _ = watcherStdout.WriteString(watcherMark)
	print(watcherMark)
	print(watcherLeft())
	watcheros.Exit(0)
}

// watcherLeft waits until no other goroutine is left, or until it is clear that
// some will stay, and returns the dump of those.
func watcherLeft() string {
	start := watchertime.Now()
	blocked := start // since when all others are
	for pause := 100 * watchertime.Microsecond; ; pause = min(2*pause, 10*watchertime.Millisecond) {
		dump, waiting := watcherOthers()
		now := watchertime.Now()
		if !waiting {
			blocked = now
		}
		if dump == "" || now.Sub(blocked) >= watcherQuiet || now.Sub(start) >= watcherPatience {
			return dump
		}
		watchertime.Sleep(pause)
	}
}

// watcherOthers returns the dump of all goroutines but this one and those of
// the runtime, and whether each of them waits for another.
func watcherOthers() (dump string, waiting bool) {
	buf := make([]byte, 1<<20)
	buf = buf[:watcherruntime.Stack(buf, true)]
	waiting = true
	var others []string
	for i, one := range watcherstrings.Split(watcherstrings.TrimSpace(string(buf)), "\n\n") {
		if i == 0 || watcherstrings.Contains(one, "\ncreated by os/signal.") {
			continue // this one; the one that hands on signals, which never ends
		}
		others = append(others, one)
		waiting = waiting && watcherWaits(one)
	}
	return watcherstrings.Join(others, "\n\n"), waiting
}

// watcherWaits reports whether only another goroutine can wake this one.
func watcherWaits(one string) bool {
	_, state, _ := watcherstrings.Cut(one, " [")
	for _, prefix := range []string{"chan ", "select", "sync.", "semacquire"} {
		if watcherstrings.HasPrefix(state, prefix) {
			return true
		}
	}
	return false
}
