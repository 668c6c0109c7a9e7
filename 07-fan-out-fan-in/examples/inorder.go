package main

import (
	"fmt"
	"io"
	"iter"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// inorder lets calls end in the wrong order on purpose, and hands their results
// out in the right one. Call 0 waits for call 1, and that for call 2: three
// must be under way, and never more are.
func inorder(out io.Writer) {
	lesson.Name("main")
	const calls, window = 6, 3
	done := make([]chan struct{}, calls+1) // closed when the call has ended
	for i := range done {
		done[i] = make(chan struct{})
	}

	var mu sync.Mutex // guards ended
	var ended []int
	call := func(i int) int {
		if i%window != window-1 {
			<-done[i+1] // the next one ends first
		}
		time.Sleep(2 * time.Millisecond) // stands for work
		mu.Lock()
		defer mu.Unlock()
		ended = append(ended, i)
		close(done[i])
		return i * i
	}

	var results []int
	for result := range ordered(calls, window, call) {
		lesson.Received("results", result)
		results = append(results, result)
	}
	fmt.Fprintln(out, "calls ended:", ended)
	fmt.Fprintln(out, "results:    ", results)
}

// ordered calls f with 0 to n-1, at most window of them at a time, and yields
// the results in that order. What is yielded is no longer in the window.
func ordered(n, window int, f func(int) int) iter.Seq[int] {
	return func(yield func(int) bool) {
		line := make(chan (<-chan int), window) // promises, in the order of the calls
		next := 0
		begin := func() {
			if next == n {
				return
			}
			i, promise := next, make(chan int, 1) // room: the call never waits for its turn
			next++
			go func() { // ends when the call has
				lesson.Name(fmt.Sprint("call ", i))
				result := f(i)
				lesson.Sent("results", result)
				promise <- result
			}()
			line <- promise
		}
		for range window {
			begin()
		}
		stopped := false
		for len(line) > 0 { // only this goroutine sends and receives here
			result := <-<-line // the oldest promise, then what it promised
			if stopped = stopped || !yield(result); !stopped {
				begin()
			}
		}
	}
}
