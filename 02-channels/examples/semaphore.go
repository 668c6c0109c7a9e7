package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// semaphore guards a bath with a channel of one slot. Ann and bob take turns;
// cat looks at the clock and leaves, which nobody can who waits for a Mutex.
func semaphore(out io.Writer) {
	lesson.Name("main")
	say := speaker(out)
	bath := make(chan struct{}, 1) // an element in it: taken
	water := 0                     // guarded by bath

	var bathers sync.WaitGroup
	for i, name := range []string{"ann", "bob"} {
		bathers.Go(func() {
			lesson.Name(name)
			time.Sleep(time.Duration(i) * 2 * time.Millisecond) // ann is first
			bath <- struct{}{}                                  // take
			defer func() { <-bath }()                           // give back
			time.Sleep(10 * time.Millisecond)                   // stands for bathing
			water += 100
			say("%s bathed, %d litres so far", name, water)
		})
	}
	bathers.Go(func() {
		lesson.Name("cat")
		time.Sleep(4 * time.Millisecond)
		select {
		case bath <- struct{}{}:
			<-bath
		case <-time.After(2 * time.Millisecond):
			say("cat gave up")
		}
	})
	bathers.Wait()
	bath <- struct{}{}
	fmt.Fprintf(out, "the bath is free, %d litres in all\n", water)
}
