package main

import (
	"fmt"
	"io"
	"time"

	"example.com/mastery/internal/lesson"
)

// signal starts three runners with one close and hears from each by a close.
// The channels carry nothing: their elements have no size, and none is sent.
func signal(out io.Writer) {
	lesson.Name("starter")
	start := make(chan struct{}) // closed once, for everybody

	names := []string{"ann", "bob", "cat"}
	homes := make([]<-chan struct{}, len(names))
	seconds := make([]int, len(names)) // one writer per element
	for i, name := range names {
		homes[i] = run(name, start, func() { seconds[i] = 9 + i })
	}

	time.Sleep(5 * time.Millisecond) // they are at the line, and wait
	lesson.Note("go!")
	close(start) // tells all three, and whoever comes later

	for _, home := range homes {
		<-home // in this order, whatever theirs was
	}
	fmt.Fprintf(out, "all are home: %v seconds\n", seconds)
}

// run waits for start, runs, calls finish, and closes the channel that it
// returned: the sign that the goroutine is over.
func run(name string, start <-chan struct{}, finish func()) <-chan struct{} {
	home := make(chan struct{})
	go func() {
		defer close(home)
		lesson.Name(name)
		<-start
		time.Sleep(5 * time.Millisecond) // stands for running
		finish()
	}()
	return home
}
