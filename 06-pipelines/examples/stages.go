package main

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// stages builds a source and two stages by hand. The source is endless: what
// ends the three is that the caller has enough.
func stages(out io.Writer) {
	lesson.Name("main")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel() // on every path
	var running sync.WaitGroup

	naturals := make(chan int)
	running.Go(func() { // ends with ctx
		defer close(naturals)
		lesson.Name("count")
		for n := 1; ; n++ {
			time.Sleep(2 * time.Millisecond) // stands for work
			lesson.Sent("naturals", n)
			select {
			case naturals <- n:
			case <-ctx.Done():
				return
			}
		}
	})
	squares := stage(ctx, &running, "square", naturals, func(n int) int { return n * n })
	texts := stage(ctx, &running, "describe", squares, func(n int) string { return fmt.Sprint(n, " is a square") })

	for range 3 {
		text := <-texts
		lesson.Received("describe", text)
		fmt.Fprintln(out, text)
	}
	lesson.Note("enough")
	cancel()
	running.Wait()
	fmt.Fprintln(out, "and all three have ended")
}

// stage sends f of each value that it receives. It ends when in is closed; or
// with ctx, provided that the stage before does so, too, and closes in. Both
// times it closes its own channel.
func stage[A, B any](ctx context.Context, running *sync.WaitGroup, name string, in <-chan A, f func(A) B) <-chan B {
	out := make(chan B)
	running.Go(func() {
		defer close(out) // it alone sends, so it closes, on every path
		lesson.Name(name)
		for v := range in {
			result := f(v)
			lesson.Sent(name, result)
			select {
			case out <- result:
			case <-ctx.Done(): // or nobody receives any more
				return
			}
		}
	})
	return out
}
