package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"example.com/mastery/07-fan-out-fan-in/fan"
	"example.com/mastery/internal/lesson"
)

// headOfLine makes five calls twice, two at a time. The first call is slow: it
// ends when it is released, and that is after all others have ended.
func headOfLine(out io.Writer) {
	lesson.Name("main")
	ctx := context.Background()
	const slow, last = 0, 4
	items := func(yield func(int) bool) {
		lesson.Name("source")
		for i := 0; i <= last && yield(i); i++ {
		}
	}

	release := make(chan struct{})
	call := func(_ context.Context, i int) (int, error) {
		lesson.Name("a worker")
		lesson.Note(fmt.Sprint("call ", i))
		time.Sleep(2 * time.Millisecond) // stands for work
		if i == slow {
			<-release
		}
		return i, nil
	}
	fmt.Fprint(out, "as they come:")
	for result, err := range fan.Unordered(ctx, 2, items, call) {
		if err != nil {
			panic(err) // no call fails
		}
		lesson.Received("results", result)
		fmt.Fprint(out, " ", result)
		if result == last {
			close(release) // the loop has all the others
		}
	}

	release = make(chan struct{})
	releasing := func(ctx context.Context, i int) (int, error) {
		if i == last {
			close(release) // the loop has nothing yet: it waits for the first
		}
		return call(ctx, i)
	}
	fmt.Fprint(out, "\nin order:    ")
	for result, err := range fan.Ordered(ctx, 2, items, releasing) {
		if err != nil {
			panic(err)
		}
		lesson.Received("results", result)
		fmt.Fprint(out, " ", result)
	}
	fmt.Fprintln(out)
}
