package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// contention does the same work twice: with the lock held for all of it, and
// with the lock held for the one line that needs it.
func contention(out io.Writer) {
	lesson.Name("main")
	var mu sync.Mutex
	var waited time.Duration // guarded by mu, as sum
	sum := 0

	lock := func() {
		asked := time.Now()
		mu.Lock()
		waited += time.Since(asked)
	}
	run(out, "held for the work:  ", &waited, func(n int) {
		lock()
		defer mu.Unlock()
		sum += work(n)
	})
	run(out, "held for the result:", &waited, func(n int) {
		result := work(n) // touches nothing shared
		lock()
		defer mu.Unlock()
		sum += result
	})
}

// work stands for something slow.
func work(n int) int {
	time.Sleep(3 * time.Millisecond)
	return n
}

// run calls step in four goroutines and says how long that took, and for how
// long all of them together waited for the lock.
func run(out io.Writer, name string, waited *time.Duration, step func(n int)) {
	lesson.Note(name)
	*waited = 0
	start := time.Now()
	var four sync.WaitGroup
	for n := range 4 {
		four.Go(func() {
			lesson.Name(fmt.Sprint("worker ", n))
			step(n)
			lesson.Note("done")
		})
	}
	four.Wait()
	fmt.Fprintf(out, "%s %2d ms; waited for the lock: %2d ms in all\n", name,
		time.Since(start).Milliseconds(), waited.Milliseconds())
}
