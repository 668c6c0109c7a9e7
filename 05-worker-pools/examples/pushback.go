package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"example.com/mastery/05-worker-pools/pool"
	"example.com/mastery/internal/lesson"
)

// pushback brings photos to a pool that has one worker and room for two more.
// The first photo takes as long as main wants, so the pool stays full.
func pushback(out io.Writer) {
	lesson.Name("main")
	p := &pool.Pool{Workers: 1, Queue: 2}
	say := speaker(out)
	first := make(chan struct{}) // closed when the first photo is done
	shrink := func(photo int) pool.Task {
		return func(context.Context) {
			lesson.Name("worker")
			lesson.Note(fmt.Sprint("photo ", photo))
			if photo == 0 {
				<-first
			}
			say("photo %d is done", photo)
		}
	}

	for photo := range 5 { // refuse: whoever brings it learns so at once
		if err := p.TrySubmit(shrink(photo)); errors.Is(err, pool.ErrFull) {
			say("photo %d: come back later", photo)
		}
	}

	// Wait, for so long.
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Millisecond)
	defer cancel()
	say("photo 5: %v", p.Submit(ctx, shrink(5)))

	// Help: whoever brings too much does the work, and brings nothing meanwhile.
	_ = p.SubmitOrRun(func(context.Context) { say("photo 6 is done by the one who brought it") })

	// Wait, as long as it takes.
	taken := make(chan error)
	go func() { // ends when there is room
		lesson.Name("latecomer")
		taken <- p.Submit(context.Background(), shrink(7))
	}()
	for p.Stats().Waiting == 0 {
		time.Sleep(time.Millisecond)
	}
	say("photo 7 waits")
	close(first)
	if err := errors.Join(<-taken, p.Drain(context.Background())); err != nil {
		say("%v", err) // not before the pool is closed
	}
}
