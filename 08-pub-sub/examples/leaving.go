package main

import (
	"context"
	"fmt"
	"io"

	"example.com/mastery/08-pub-sub/pubsub"
	"example.com/mastery/internal/lesson"
)

// leaving ends three subscriptions that each have three events left.
func leaving(out io.Writer) {
	lesson.Name("main")
	ctx := context.Background()
	var bus pubsub.Broker[int]
	subscribe := func() pubsub.Subscription[int] {
		s, err := bus.Subscribe(ctx, ">", pubsub.Options{})
		if err != nil {
			panic(err)
		}
		return s
	}
	hurried, careful, bound := subscribe(), subscribe(), subscribe()

	// No goroutine waits for the end of this context.
	request, cancel := context.WithCancel(ctx)
	left := make(chan struct{})
	stop := context.AfterFunc(request, func() { // runs in a goroutine of its own
		bound.Unsubscribe()
		close(left)
	})
	defer stop() // does nothing here: for a request that ends well

	for i := range 3 {
		_ = bus.Publish(ctx, "event", i+1)
	}
	hurried.Unsubscribe() // drops what it has
	careful.Drain()       // keeps it
	cancel()
	<-left // cancel does not wait for that
	_ = bus.Publish(ctx, "event", 4)
	for i, s := range []pubsub.Subscription[int]{hurried, careful, bound} {
		name := []string{"hurried", "careful", "bound"}[i]
		fmt.Fprintf(out, "%-7s got %v, dropped %d\n", name, values(ctx, s), s.Dropped())
	}
	_, err := careful.Receive(ctx)
	fmt.Fprintf(out, "and after the last one: %v; publish: %v\n", err, bus.Publish(ctx, "event", 5))
}
