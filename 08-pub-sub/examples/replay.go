package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"example.com/mastery/08-pub-sub/pubsub"
	"example.com/mastery/internal/lesson"
)

// replay has a bus that remembers the last four events. A late one begins with
// two of them. A slow one is cut off and comes back.
func replay(out io.Writer) {
	lesson.Name("main")
	ctx := context.Background()
	bus := pubsub.Broker[int]{History: 4}
	subscribe := func(o pubsub.Options) pubsub.Subscription[int] {
		s, err := bus.Subscribe(ctx, ">", o)
		if err != nil {
			panic(err)
		}
		return s
	}
	publish := func(from, to int) {
		for n := from; n <= to; n++ { // numbered by the one who publishes
			_ = bus.Publish(ctx, "event", n)
		}
	}

	slow := subscribe(pubsub.Options{Buffer: 2, Policy: pubsub.Disconnect})
	publish(1, 5)
	late := subscribe(pubsub.Options{Replay: 2})
	last, got := 0, []int{}
	for m := range slow.All(ctx) {
		last, got = m.Value, append(got, m.Value)
	}
	_, err := slow.Receive(ctx)
	fmt.Fprintf(out, "slow got %v, then it was too slow: %t\n", got, errors.Is(err, pubsub.ErrSlow))

	again := subscribe(pubsub.Options{Replay: 4}) // 2 3 4 5: as far as it goes
	publish(6, 7)
	_ = bus.Close()
	var known int
	got = nil
	for m := range again.All(ctx) {
		if m.Value <= last {
			known++ // seen before: the history goes further back than we need
			continue
		}
		if m.Value != last+1 {
			fmt.Fprintln(out, "a gap: the history did not reach back far enough")
		}
		last, got = m.Value, append(got, m.Value)
	}
	fmt.Fprintf(out, "slow came back, knew %d of them, got %v\n", known, got)
	got = nil
	for m := range late.All(ctx) {
		got = append(got, m.Value)
	}
	fmt.Fprintf(out, "late got %v\n", got)
}
