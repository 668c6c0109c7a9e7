package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// once loads a table when it is needed first. All who come while it is loading
// wait for it: when a call returns, the table is there.
func once(out io.Writer) {
	lesson.Name("main")
	loads := 0 // written by the one call that runs, read after the Wait
	table := sync.OnceValue(func() int {
		lesson.Note("loads")
		loads++
		time.Sleep(4 * time.Millisecond) // stands for work
		return 42
	})

	var users sync.WaitGroup
	var sums [3]int
	for i, name := range []string{"Ann", "Ben", "Cid"} {
		users.Go(func() {
			lesson.Name(name)
			time.Sleep(time.Duration(i) * time.Millisecond)
			sums[i] = table() // the first computes, all get the value
			lesson.Note("has it")
		})
	}
	users.Wait()
	fmt.Fprintln(out, "loaded:", loads, "results:", sums)

	// OnceValue keeps a panic and gives it to every caller. Once.Do gives it to
	// the first; the others return as if all were well.
	broken := sync.OnceValue(func() int { panic("no table") })
	var plain sync.Once
	fmt.Fprintln(out, "OnceValue:", attempt(func() { broken() }), "then", attempt(func() { broken() }))
	fail := func() { plain.Do(func() { panic("no table") }) }
	fmt.Fprintln(out, "Once.Do:  ", attempt(fail), "then", attempt(fail))
}

// attempt calls f and says how it ended.
func attempt(f func()) (how string) {
	defer func() {
		if v := recover(); v != nil {
			how = fmt.Sprintf("panic(%v)", v)
		}
	}()
	f()
	return "return"
}
