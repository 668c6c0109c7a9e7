package main

import (
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// start calls one function in three goroutines. A go statement returns at once;
// whoever needs the work to be done has to wait for it.
func start(out io.Writer) {
	lesson.Name("main")
	say := speaker(out)
	paint := func(colour string, takes time.Duration) {
		lesson.Name(colour)
		time.Sleep(takes) // stands for work
		say("%s: painted", colour)
	}

	done := make(chan struct{})
	go func() {
		defer close(done) // the sign that this goroutine has done its work
		paint("red", 10*time.Millisecond)
	}()

	// WaitGroup.Go is the go statement with the waiting built in (Go 1.25).
	var wg sync.WaitGroup
	wg.Go(func() { paint("green", 20*time.Millisecond) })
	wg.Go(func() { paint("blue", 30*time.Millisecond) })

	say("main: started three, did not stop for any (from here the order is free)")
	<-done    // waits for one
	wg.Wait() // waits for all
	say("main: all three are done")
}
