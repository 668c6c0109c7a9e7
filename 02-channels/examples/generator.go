package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"example.com/mastery/internal/lesson"
)

// generator takes five squares from a stream that could go on for ever.
func generator(out io.Writer) {
	lesson.Name("main")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel() // on every path: without it the generator waits for ever

	stream := squares(ctx)
	for square := range stream {
		lesson.Received("squares", square)
		fmt.Fprintln(out, square)
		if square >= 16 {
			break // nobody receives any more
		}
	}

	cancel()
	for range stream { // until it is closed: the generator has ended
	}
	fmt.Fprintln(out, "and no goroutine is left")
}

// squares returns the squares from 0 on. The channel is closed when ctx ends,
// and then the goroutine is over. To the caller it is receive-only: that it
// can't send or close is checked by the compiler.
func squares(ctx context.Context) <-chan int {
	out := make(chan int)
	go func() { // ends with ctx
		defer close(out) // by the only sender
		lesson.Name("squares")
		for n := 0; ; n++ {
			time.Sleep(2 * time.Millisecond) // stands for work
			if ctx.Err() != nil {
				return
			}
			lesson.Sent("squares", n*n)
			select {
			case out <- n * n:
			case <-ctx.Done(): // or nobody receives
				return
			}
		}
	}()
	return out
}
