package natsbus_test

import (
	"context"
	"testing"

	"example.com/mastery/08-pub-sub/natsbus"
	"example.com/mastery/08-pub-sub/pubsub"
)

// BenchmarkPublish sends messages through the embedded server to one subscriber
// that reads them all.
func BenchmarkPublish(b *testing.B) {
	for _, history := range []struct {
		name string
		size int
	}{{"forgets", 0}, {"remembers", 1000}} {
		b.Run(history.name, func(b *testing.B) {
			ctx := context.Background()
			conn, err := natsbus.Open("")
			if err != nil {
				b.Fatal(err)
			}
			defer conn.Close()
			bus, _ := natsbus.New(conn, "bench", natsbus.JSON[int]())
			if history.size > 0 {
				if err := bus.Remember(ctx, history.size); err != nil {
					b.Fatal(err)
				}
			}
			sub, err := bus.Subscribe(ctx, "a.b", pubsub.Options{Buffer: 1 << 20, Policy: pubsub.DropNewest})
			if err != nil {
				b.Fatal(err)
			}
			ahead := make(chan struct{}, 10_000) // or the server closes the connection
			done := make(chan struct{})
			go func() {
				for range sub.All(ctx) {
					<-ahead
				}
				close(done)
			}()
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				ahead <- struct{}{}
				if err := bus.Publish(ctx, "a.b", i); err != nil {
					b.Fatal(err)
				}
			}
			_ = bus.Close()
			<-done
		})
	}
}
