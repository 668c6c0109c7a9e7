package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"example.com/mastery/08-pub-sub/pubsub"
	"example.com/mastery/internal/lesson"
)

// policies publishes five events to four subscribers with room for two. None of
// them reads, until the one that blocks the publisher takes pity.
func policies(out io.Writer) {
	lesson.Name("publisher")
	ctx := context.Background()
	var bus pubsub.Broker[int]
	subscribe := func(p pubsub.Policy) pubsub.Subscription[int] {
		s, err := bus.Subscribe(ctx, "tick", pubsub.Options{Buffer: 2, Policy: p})
		if err != nil {
			panic(err)
		}
		return s
	}
	all := map[pubsub.Policy]pubsub.Subscription[int]{}
	for p := range pubsub.Disconnect + 1 {
		all[p] = subscribe(p)
	}

	var blocker []int
	done := make(chan struct{})
	go func() { // ends when the bus is closed and all was received
		defer close(done)
		lesson.Name("blocker")
		time.Sleep(4 * time.Millisecond) // it is slow
		for m := range all[pubsub.Block].All(ctx) {
			lesson.Note(fmt.Sprint("takes ", m.Value))
			blocker = append(blocker, m.Value)
			time.Sleep(time.Millisecond)
		}
	}()
	for i := range 5 {
		lesson.Note(fmt.Sprint("publish ", i+1))
		_ = bus.Publish(ctx, "tick", i+1) // the third waits for the blocker
	}
	_ = bus.Close()
	<-done
	fmt.Fprintf(out, "%-10s got %v, dropped %d\n", pubsub.Block, blocker, all[pubsub.Block].Dropped())
	for _, p := range []pubsub.Policy{pubsub.DropOldest, pubsub.DropNewest, pubsub.Disconnect} {
		got := []int{}
		for m := range all[p].All(ctx) {
			got = append(got, m.Value)
		}
		_, end := all[p].Receive(ctx) // why there is no more
		fmt.Fprintf(out, "%-10s got %v, dropped %d, then %q\n", p, got, all[p].Dropped(), end)
	}
}
