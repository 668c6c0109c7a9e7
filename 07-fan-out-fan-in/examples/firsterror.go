package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"example.com/mastery/07-fan-out-fan-in/fan"
	"example.com/mastery/internal/lesson"
)

// firstError reads a hundred blocks, three at a time. When three are under way,
// one of them fails: the two others are called off, the rest is not begun.
func firstError(out io.Writer) {
	lesson.Name("main")
	errBroken := errors.New("block is broken")
	blocks := make([]int, 100)

	var begun atomic.Int32
	calledOff := make(chan struct{}, len(blocks))
	sizes, err := fan.Map(context.Background(), 3, blocks, func(ctx context.Context, block int) (int, error) {
		n := begun.Add(1)
		lesson.Name(fmt.Sprint("reader ", n))
		if n == 3 {
			time.Sleep(2 * time.Millisecond) // stands for a read
			lesson.Note("fails")
			return 0, errBroken
		}
		<-ctx.Done() // stands for a long read that looks at ctx
		lesson.Note("called off")
		calledOff <- struct{}{}
		return 0, ctx.Err() // not what went wrong, only that something did
	})

	fmt.Fprintln(out, "error:", err)
	fmt.Fprintln(out, "is it the cause:", errors.Is(err, errBroken))
	fmt.Fprintln(out, "is it context.Canceled:", errors.Is(err, context.Canceled))
	fmt.Fprintf(out, "begun: %d of %d, called off: %d, results: %d\n", begun.Load(), len(blocks), len(calledOff), len(sizes))
}
