package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"sync"

	"example.com/mastery/08-pub-sub/pubsub"
	"example.com/mastery/internal/lesson"
)

// ordering lets two publishers deliver at the same time, first to subscribers
// that lie open, then through a bus.
func ordering(out io.Writer) {
	lesson.Name("ann")
	var first, second []string
	step := make(chan bool) // the two take turns, as a scheduler might let them
	go func() {             // bob: publishes one event between two steps of ann
		lesson.Name("bob")
		<-step
		first = append(first, "bob's")
		second = append(second, "bob's")
		step <- true
	}()
	first = append(first, "ann's")
	step <- true // ann is interrupted
	<-step
	second = append(second, "ann's")
	fmt.Fprintln(out, "two publishers: first saw", first, "second saw", second)

	// With the lock of the account held, what happens and what is told have one
	// order. Publish must not wait there, so the policy is to drop.
	ctx := context.Background()
	var bus pubsub.Broker[int]
	drop := pubsub.Options{Buffer: 100, Policy: pubsub.DropOldest}
	one, _ := bus.Subscribe(ctx, "balance", drop)
	two, _ := bus.Subscribe(ctx, "balance", drop)
	var mu sync.Mutex // guards balance and the order of events
	balance := 0
	var depositors sync.WaitGroup
	for _, name := range []string{"cat", "dan"} {
		depositors.Go(func() {
			lesson.Name(name)
			for range 20 {
				mu.Lock()
				balance += 10
				_ = bus.Publish(ctx, "balance", balance)
				mu.Unlock()
			}
		})
	}
	depositors.Wait()
	_ = bus.Close()
	a, b := values(ctx, one), values(ctx, two)
	fmt.Fprintf(out, "one lock: both saw %d, ascending %t, the same %t\n", len(a), slices.IsSorted(a), slices.Equal(a, b))
}

// values receives all that is left in a subscription that has ended.
func values[T any](ctx context.Context, s pubsub.Subscription[T]) []T {
	var got []T
	for m := range s.All(ctx) {
		got = append(got, m.Value)
	}
	return got
}
