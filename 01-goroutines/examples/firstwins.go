package main

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// firstwins sends one question to three replicas and takes the first answer.
// The two losers are told to stop, have somewhere to put their answer anyway,
// and are waited for.
func firstwins(out io.Writer) {
	lesson.Name("main")
	say := speaker(out)
	ctx, cancel := context.WithCancel(context.Background()) // cancel calls the work off

	delays := []time.Duration{500, 10, 800}
	answers := make(chan int, len(delays)) // room for all: no send ever blocks
	var wg sync.WaitGroup
	for id, delay := range delays {
		ready := time.After(delay * time.Millisecond) // stands for the replica's work
		wg.Go(func() {
			lesson.Name(fmt.Sprint("replica ", id))
			select {
			case <-ready:
				lesson.Sent("answers", id)
				answers <- id
			case <-ctx.Done():
				say("replica %d: called off", id)
			}
		})
	}

	winner := <-answers
	lesson.Received("answers", winner)
	cancel() // the question is settled
	wg.Wait()
	say("main: replica %d was first, and no goroutine is left", winner)
}
