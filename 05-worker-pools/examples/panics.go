package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"example.com/mastery/05-worker-pools/pool"
	"example.com/mastery/internal/lesson"
)

// panics gives bad input to a pool of one worker. The panic reaches whoever
// waits for that task, or OnPanic, and the worker goes on.
func panics(out io.Writer) {
	lesson.Name("main")
	say := speaker(out)
	ctx := context.Background()
	p := &pool.Pool{
		Workers: 1,
		OnPanic: func(e *pool.PanicError) { say("reported: %v", e.Value) }, // e.Stack says where
	}
	ratio := func(a, b int) func(context.Context) (int, error) {
		return func(context.Context) (int, error) {
			lesson.Name("worker")
			lesson.Note(fmt.Sprintf("%d/%d", a, b))
			if a < 0 {
				return 0, errors.New("a is negative")
			}
			return a / b, nil
		}
	}

	for _, in := range [][2]int{{6, 3}, {-6, 3}, {6, 0}, {8, 2}} {
		result, err := pool.Call(ctx, p, ratio(in[0], in[1])) // submits, and waits for it
		if e, ok := errors.AsType[*pool.PanicError](err); ok {
			say("%d/%d panicked: %v", in[0], in[1], e.Value)
			continue
		}
		say("%d/%d = %d, error: %v", in[0], in[1], result, err)
	}

	// Nobody waits for this one.
	if err := p.Submit(ctx, func(ctx context.Context) { _, _ = ratio(1, 0)(ctx) }); err != nil {
		say("%v", err)
	}
	if err := p.Drain(ctx); err != nil {
		say("%v", err)
	}
	s := p.Stats()
	say("%d done, %d of them panicked", s.Done, s.Panicked)
}
