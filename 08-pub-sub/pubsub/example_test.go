package pubsub_test

import (
	"context"
	"errors"
	"fmt"

	"example.com/mastery/08-pub-sub/pubsub"
)

// An Order is what the examples are about.
type Order struct {
	ID    int
	Total float64
}

// A subscription collects what matches its pattern.
func ExampleBroker() {
	ctx := context.Background()
	var orders pubsub.Broker[Order]
	eu, err := orders.Subscribe(ctx, "orders.eu.*", pubsub.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	_ = orders.Publish(ctx, "orders.eu.new", Order{1, 9.90})
	_ = orders.Publish(ctx, "orders.us.new", Order{2, 5})
	_ = orders.Publish(ctx, "orders.eu.paid", Order{1, 9.90})
	_ = orders.Close() // what was collected can still be received
	for m := range eu.All(ctx) {
		fmt.Println(m.Subject, m.Value.ID)
	}
	// Output:
	// orders.eu.new 1
	// orders.eu.paid 1
}

// Each subscription says itself what happens when it is slow, and knows what it
// has missed.
func ExamplePolicy() {
	ctx := context.Background()
	var ticks pubsub.Broker[int]
	newest, _ := ticks.Subscribe(ctx, "tick", pubsub.Options{Buffer: 2, Policy: pubsub.DropOldest})
	oldest, _ := ticks.Subscribe(ctx, "tick", pubsub.Options{Buffer: 2, Policy: pubsub.DropNewest})
	for i := range 5 {
		_ = ticks.Publish(ctx, "tick", i)
	}
	for _, s := range []pubsub.Subscription[int]{newest, oldest} {
		s.Drain()
		for m := range s.All(ctx) {
			fmt.Print(m.Value, " ")
		}
		fmt.Println("dropped", s.Dropped())
	}
	// Output:
	// 3 4 dropped 3
	// 0 1 dropped 3
}

// One who is disconnected can begin anew from the history.
func ExampleOptions_replay() {
	ctx := context.Background()
	events := pubsub.Broker[int]{History: 100}
	slow, _ := events.Subscribe(ctx, ">", pubsub.Options{Buffer: 1, Policy: pubsub.Disconnect})
	for i := range 5 {
		_ = events.Publish(ctx, "event", i)
	}
	for range slow.All(ctx) {
	}
	if _, err := slow.Receive(ctx); errors.Is(err, pubsub.ErrSlow) {
		again, _ := events.Subscribe(ctx, ">", pubsub.Options{Replay: 3})
		_ = events.Publish(ctx, "event", 5)
		again.Drain()
		for m := range again.All(ctx) {
			fmt.Print(m.Value, " ")
		}
	}
	// Output: 2 3 4 5
}

// A subscription may end with a context: nobody has to watch over it.
func ExampleSubscription_context() {
	ctx, cancel := context.WithCancel(context.Background())
	var events pubsub.Broker[int]
	s, _ := events.Subscribe(ctx, ">", pubsub.Options{})
	stop := context.AfterFunc(ctx, s.Unsubscribe)
	defer stop()
	cancel()
	_, err := s.Receive(context.Background())
	fmt.Println(err)
	// Output: pubsub: closed
}

func ExampleMatch() {
	for _, subject := range []string{"orders", "orders.new", "orders.eu.new"} {
		fmt.Println(pubsub.Match("orders.*", subject), pubsub.Match("orders.>", subject))
	}
	// Output:
	// false false
	// true true
	// false true
}
