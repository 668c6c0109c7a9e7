package main

import (
	"context"
	"fmt"
	"io"
	"sync"

	"example.com/mastery/internal/lesson"
)

// drain stops a pipeline in two ways when two items have been stored and all
// hands are full: it lets the source end, and it cancels the context.
func drain(out io.Writer) {
	lesson.Name("store")
	made, stored := stopAfterTwo(func(quit, _ func()) { quit() })
	fmt.Fprintf(out, "the source ends:  made %d, stored %d, lost %d\n", made, stored, made-stored)
	made, stored = stopAfterTwo(func(_, cancel func()) { cancel() })
	fmt.Fprintf(out, "all are canceled: made %d, stored %d, lost %d\n", made, stored, made-stored)
}

// stopAfterTwo runs a pipeline, calls stop when two items are stored, and
// returns how many the source had made and how many were stored in the end.
func stopAfterTwo(stop func(quit, cancel func())) (made, stored int) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	quit := make(chan struct{}) // closed: the source makes no more

	var running sync.WaitGroup
	full := make(chan struct{})
	items := make(chan int)
	running.Go(func() { // ends with quit or ctx
		defer close(items)
		lesson.Name("source")
		for {
			select {
			case <-quit: // looked at between items: what is made is delivered
				return
			case <-ctx.Done():
				return
			default:
			}
			made++ // read by others only when running.Wait has returned
			if made == 5 {
				close(full) // two are stored, and three in three pairs of hands
			}
			select {
			case items <- made:
			case <-ctx.Done():
				return
			}
		}
	})
	checked := stage(ctx, &running, "check", items, func(n int) int { return n })
	packed := stage(ctx, &running, "pack", checked, func(n int) int { return n })

	for range packed {
		if ctx.Err() != nil {
			break
		}
		if stored++; stored == 2 {
			<-full
			stop(func() { close(quit) }, cancel)
		}
	}
	running.Wait()
	return made, stored
}
