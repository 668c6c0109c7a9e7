package main

import (
	"context"
	"io"
	"sync"
	"time"

	"example.com/mastery/03-select/timing"
	"example.com/mastery/internal/lesson"
)

// watchdog watches a worker that gets stuck, in two ways: by a beat after each
// piece of its work, and by a heart that beats beside the work.
func watchdog(out io.Writer) {
	lesson.Name("main")
	say := speaker(out)
	ctx, cancel := context.WithCancel(context.Background())
	const limit = 60 * time.Millisecond
	var work, heart timing.Watchdog
	var all sync.WaitGroup

	all.Go(func() {
		lesson.Name("worker")
		for range 3 {
			time.Sleep(5 * time.Millisecond) // stands for a piece of work
			work.Beat()
			lesson.Note("beat")
		}
		<-ctx.Done() // stands for a call that never returns
	})
	all.Go(func() {
		lesson.Name("heart")
		_ = timing.Heartbeat(ctx, 5*time.Millisecond, heart.Beat) // ctx's error
	})
	all.Go(func() {
		lesson.Name("watches the heart")
		say("watching the heart: %v", heart.Watch(ctx, limit))
	})

	say("watching the work:  %v", work.Watch(ctx, limit))
	cancel()
	all.Wait()
}
