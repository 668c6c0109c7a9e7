package main

import (
	"context"
	"fmt"
	"io"

	"example.com/mastery/06-pipelines/pipeline"
	"example.com/mastery/internal/lesson"
)

// A click has the time at which it happened, in seconds: not the time at which
// somebody gets to see it.
type click struct{ at int }

// A tumble is ten seconds of a stream and what happened in them.
type tumble struct{ from, clicks int }

// windows counts the clicks of an endless stream. It can't wait for the end, so it
// has a result for every ten seconds, as soon as a later click shows that they
// are over.
func windows(out io.Writer) {
	lesson.Name("main")
	clicks := pipeline.Generate("clicks", func(_ context.Context, emit func(click) error) error {
		lesson.Name("clicks")
		for at := 0; ; at += 1 + at%4 {
			if err := emit(click{at}); err != nil {
				return err // nobody wants more: the only way out
			}
		}
	})
	var now tumble // all the memory that an endless stream needs
	counted := pipeline.FlatMap(clicks, "count", func(_ context.Context, c click, emit func(tumble) error) error {
		lesson.Name("count")
		for c.at >= now.from+10 {
			if err := emit(now); err != nil {
				return err
			}
			now = tumble{from: now.from + 10}
		}
		now.clicks++
		return nil
	})

	for window, err := range counted.All(context.Background()) {
		if err != nil {
			fmt.Fprintln(out, err)
			return
		}
		fmt.Fprintf(out, "%2d to %2d s: %d clicks\n", window.from, window.from+10, window.clicks)
		if window.from == 20 {
			break // stops the source; the loop ends when its goroutine has
		}
	}
}
