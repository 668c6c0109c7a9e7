package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"example.com/mastery/02-channels/queue"
	"example.com/mastery/internal/lesson"
)

// queued has an account report every change while it holds its lock: it must
// not wait there for a slow reader, and must not panic when the reader is gone.
func queued(out io.Writer) {
	lesson.Name("main")
	ctx := context.Background()
	var events queue.Queue[int] // the zero value has no bound

	var reader sync.WaitGroup
	reader.Go(func() { // ends when events is closed and empty
		lesson.Name("reader")
		for balance := range events.All(ctx) {
			lesson.Received("events", balance)
			time.Sleep(5 * time.Millisecond) // stands for an audit
			fmt.Fprintf(out, "audited %d\n", balance)
		}
	})

	var mu sync.Mutex // guards balance, and the order of events
	balance := 0
	deposit := func(amount int) error {
		mu.Lock()
		defer mu.Unlock()
		balance += amount
		lesson.Sent("events", balance)
		return events.Put(ctx, balance) // returns at once
	}
	var depositors sync.WaitGroup
	for _, name := range []string{"ann", "bob"} {
		depositors.Go(func() {
			lesson.Name(name)
			for range 2 {
				if err := deposit(10); err != nil {
					panic(err) // not before Close
				}
			}
		})
	}
	depositors.Wait()

	events.Close() // a second Close would do nothing
	reader.Wait()
	fmt.Fprintf(out, "after Close: refused %t\n", errors.Is(deposit(10), queue.ErrClosed))
}
