package main

import (
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// prefer has a reader inside, a writer at the door and a second reader behind
// it. The two readers could share the lock; the second waits all the same, or
// readers that come often enough would keep every writer out for ever.
func prefer(out io.Writer) {
	lesson.Name("reader 1")
	say := speaker(out)
	var rw sync.RWMutex
	var others sync.WaitGroup

	rw.RLock()
	say("reader 1: in")

	others.Go(func() {
		lesson.Name("writer")
		rw.Lock() // waits for reader 1
		defer rw.Unlock()
		lesson.Note("in")
		say("writer:   in")
		time.Sleep(3 * time.Millisecond) // stands for work
	})
	for rw.TryRLock() { // succeeds until the writer stands at the door
		rw.RUnlock()
		time.Sleep(time.Millisecond)
	}
	say("reader 1: a writer waits, no new reader gets in")

	others.Go(func() {
		lesson.Name("reader 2")
		rw.RLock() // waits for the writer, though only a reader is inside
		defer rw.RUnlock()
		lesson.Note("in")
		say("reader 2: in")
	})
	time.Sleep(3 * time.Millisecond) // stands for work
	say("reader 1: out")
	rw.RUnlock()
	others.Wait()
}
