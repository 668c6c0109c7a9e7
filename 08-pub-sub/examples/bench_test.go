package main

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"example.com/mastery/08-pub-sub/natsbus"
	"example.com/mastery/08-pub-sub/pubsub"
)

// The table in the notes' section What it costs is made by these.

const subject = "orders.eu.new"

// BenchmarkOne hands one message over to one receiver, in this goroutine: what
// each way costs by itself.
func BenchmarkOne(b *testing.B) {
	ctx := context.Background()
	b.Run("Channel", func(b *testing.B) {
		c := make(chan int, 1)
		for b.Loop() {
			c <- 1
			<-c
		}
	})
	b.Run("Broker", func(b *testing.B) {
		roundTrips(ctx, b, new(pubsub.Broker[int]))
	})
	b.Run("BrokerWithHistory", func(b *testing.B) {
		roundTrips(ctx, b, &pubsub.Broker[int]{History: 1000})
	})
	b.Run("NATS", func(b *testing.B) {
		conn, err := natsbus.Open("")
		if err != nil {
			b.Fatal(err)
		}
		defer conn.Close()
		bus, err := natsbus.New(conn, "bench", natsbus.JSON[int]())
		if err != nil {
			b.Fatal(err)
		}
		roundTrips(ctx, b, bus)
	})
}

// roundTrips publishes one message after the other, and receives each.
func roundTrips(ctx context.Context, b *testing.B, bus pubsub.Bus[int]) {
	b.Helper()
	s, err := bus.Subscribe(ctx, subject, pubsub.Options{Policy: pubsub.DropNewest})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		_ = bus.Publish(ctx, subject, 1)
		_, _ = s.Receive(ctx)
	}
	_ = bus.Close()
}

// BenchmarkMany publishes to n subscriptions that drop what they have no room for.
func BenchmarkMany(b *testing.B) {
	ctx := context.Background()
	for _, n := range []int{1, 10, 100} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var bus pubsub.Broker[int]
			for range n {
				_, _ = bus.Subscribe(ctx, subject, pubsub.Options{Policy: pubsub.DropOldest})
			}
			for b.Loop() {
				_ = bus.Publish(ctx, subject, 1)
			}
		})
	}
}

// BenchmarkRegistry asks who is to be told, on all processors at once.
func BenchmarkRegistry(b *testing.B) {
	b.Run("RWMutex", func(b *testing.B) {
		var mu sync.RWMutex
		list := []string{"ann", "bob", "cat"}
		b.RunParallel(func(pb *testing.PB) {
			n := 0
			for pb.Next() {
				mu.RLock()
				n += len(list)
				mu.RUnlock()
			}
		})
	})
	b.Run("Copied", func(b *testing.B) {
		var r roster
		for _, name := range []string{"ann", "bob", "cat"} {
			r.join(name)
		}
		b.RunParallel(func(pb *testing.PB) {
			n := 0
			for pb.Next() {
				n += len(r.now())
			}
		})
	})
}

// BenchmarkMatch compares one pattern with one subject.
func BenchmarkMatch(b *testing.B) {
	for b.Loop() {
		_ = pubsub.Match("orders.*.new", subject)
	}
}

// BenchmarkSubscribe comes and goes beside n others.
func BenchmarkSubscribe(b *testing.B) {
	ctx := context.Background()
	for _, n := range []int{10, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var bus pubsub.Broker[int]
			for i := range n {
				_, _ = bus.Subscribe(ctx, fmt.Sprintf("user.%d.new", i), pubsub.Options{})
			}
			for b.Loop() {
				s, _ := bus.Subscribe(ctx, "user.me.new", pubsub.Options{})
				s.Unsubscribe()
			}
		})
	}
}
