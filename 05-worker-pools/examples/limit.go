package main

import (
	"context"
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"example.com/mastery/internal/lesson"
)

// limit loads eight pages, three at a time, and stops at the first error. It
// needs no pool: this function starts everything and waits for it.
func limit(out io.Writer) {
	lesson.Name("main")
	began := time.Now()
	pages, ctx := errgroup.WithContext(context.Background()) // ctx ends with the first error
	pages.SetLimit(3)
	var running, most atomic.Int64
	for page := range 8 {
		pages.Go(func() error { // waits while three are running
			lesson.Name(fmt.Sprint("page ", page))
			raise(&most, running.Add(1))
			defer running.Add(-1)
			return load(ctx, page)
		})
	}
	fmt.Fprintln(out, "error:", pages.Wait()) // waits for all that were started
	fmt.Fprintln(out, "never more than 3 at a time:", most.Load() <= 3)
	fmt.Fprintln(out, "nobody waited for the slow pages:", time.Since(began) < time.Minute)
}

// load fails for page 4, and gives up when ctx ends. The pages after that one
// would take a minute each.
func load(ctx context.Context, page int) error {
	wait := 4 * time.Millisecond
	switch {
	case page == 4:
		return fmt.Errorf("page %d: not found", page)
	case page > 4:
		wait = time.Minute
	}
	select {
	case <-time.After(wait): // stands for loading
		return nil
	case <-ctx.Done(): // also if it had ended before: the group starts all the same
		lesson.Note("given up")
		return ctx.Err()
	}
}

// raise sets most to n if n is greater.
func raise(most *atomic.Int64, n int64) {
	for old := most.Load(); n > old && !most.CompareAndSwap(old, n); {
		old = most.Load()
	}
}
