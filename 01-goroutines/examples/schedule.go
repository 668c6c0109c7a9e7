package main

import (
	"fmt"
	"io"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"example.com/mastery/internal/lesson"
)

// schedule watches the scheduler with one processor: who runs first, and what
// becomes of a goroutine that never pauses.
func schedule(out io.Writer) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	lesson.Name("main")

	var mu sync.Mutex // guards order
	var order []int
	var wg sync.WaitGroup
	for i := range 5 {
		wg.Go(func() {
			lesson.Name(fmt.Sprint("number ", i))
			mu.Lock()
			defer mu.Unlock()
			order = append(order, i)
		})
	}
	wg.Wait()
	fmt.Fprintf(out, "started 0 1 2 3 4, ran (free, and random under -race): %v\n", order)

	var stop atomic.Bool
	wg.Go(func() {
		lesson.Name("busy")
		for !stop.Load() { // calls nothing, waits for nothing
		}
	})
	began := time.Now()
	time.Sleep(time.Millisecond) // gives the only processor to busy
	took := time.Since(began)
	stop.Store(true)
	wg.Wait()
	fmt.Fprintf(out, "busy had the only processor; main, asleep for 1 ms, had it back after %d ms\n", took.Milliseconds())
}
