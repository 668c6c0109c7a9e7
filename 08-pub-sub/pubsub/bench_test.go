package pubsub_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"example.com/mastery/08-pub-sub/pubsub"
)

// BenchmarkPublish publishes to n subscriptions, each with its reader. An
// operation is one message, read by all.
func BenchmarkPublish(b *testing.B) {
	for _, n := range []int{1, 10, 1000} {
		b.Run(fmt.Sprint("subscribers=", n), func(b *testing.B) {
			b.ReportAllocs()
			ctx := context.Background()
			var broker pubsub.Broker[int]
			var readers sync.WaitGroup
			for range n {
				s, _ := broker.Subscribe(ctx, "orders.eu.new", pubsub.Options{Buffer: 1024})
				readers.Go(func() {
					for range s.All(ctx) {
					}
				})
			}
			b.ResetTimer()
			for i := range b.N {
				_ = broker.Publish(ctx, "orders.eu.new", i)
			}
			_ = broker.Close()
			readers.Wait()
		})
	}
}

// BenchmarkMatch publishes a message that nobody waits for into three
// subscriptions of which two have wildcards.
func BenchmarkMatch(b *testing.B) {
	b.ReportAllocs()
	ctx := context.Background()
	var broker pubsub.Broker[int]
	for _, pattern := range []string{"orders.eu.new", "orders.*.new", "orders.>"} {
		_, _ = broker.Subscribe(ctx, pattern, pubsub.Options{Buffer: 1, Policy: pubsub.DropOldest})
	}
	for b.Loop() {
		_ = broker.Publish(ctx, "orders.eu.new", 1)
	}
}

// BenchmarkHistory publishes to one subscription that nobody reads, from one
// goroutine and from two, with and without a history.
func BenchmarkHistory(b *testing.B) {
	for _, history := range []int{0, 1000} {
		for _, publishers := range []int{1, 2} {
			b.Run(fmt.Sprintf("history=%d/publishers=%d", history, publishers), func(b *testing.B) {
				ctx := context.Background()
				broker := pubsub.Broker[int]{History: history}
				var wg sync.WaitGroup
				for p := range publishers {
					subject := fmt.Sprint("orders.", p)
					_, _ = broker.Subscribe(ctx, subject, pubsub.Options{Policy: pubsub.DropOldest})
					wg.Go(func() {
						for i := p; i < b.N; i += publishers {
							_ = broker.Publish(ctx, subject, i)
						}
					})
				}
				wg.Wait()
			})
		}
	}
}

// BenchmarkRoundTrip publishes and receives one message after the other.
func BenchmarkRoundTrip(b *testing.B) {
	b.ReportAllocs()
	ctx := context.Background()
	var broker pubsub.Broker[int]
	s, _ := broker.Subscribe(ctx, "orders.eu.new", pubsub.Options{})
	for b.Loop() {
		_ = broker.Publish(ctx, "orders.eu.new", 1)
		_, _ = s.Receive(ctx)
	}
}

// BenchmarkSubscribe subscribes beside 100,000 others and unsubscribes again.
func BenchmarkSubscribe(b *testing.B) {
	b.ReportAllocs()
	ctx := context.Background()
	var broker pubsub.Broker[int]
	for i := range 100_000 {
		_, _ = broker.Subscribe(ctx, fmt.Sprintf("user.%d.new", i), pubsub.Options{})
	}
	for b.Loop() {
		s, _ := broker.Subscribe(ctx, "user.me.new", pubsub.Options{})
		s.Unsubscribe()
	}
}
