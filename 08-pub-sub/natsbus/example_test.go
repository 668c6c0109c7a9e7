package natsbus_test

import (
	"context"
	"fmt"

	"example.com/mastery/08-pub-sub/natsbus"
	"example.com/mastery/08-pub-sub/pubsub"
)

// A server within the process. With a URL the rest stays as it is.
func Example() {
	ctx := context.Background()
	conn, err := natsbus.Open("")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer conn.Close()
	temperatures, err := natsbus.New(conn, "temperatures", natsbus.JSON[float64]())
	if err != nil {
		fmt.Println(err)
		return
	}
	eu, err := temperatures.Subscribe(ctx, "eu.*", pubsub.Options{Policy: pubsub.DropOldest})
	if err != nil {
		fmt.Println(err)
		return
	}
	_ = temperatures.Publish(ctx, "eu.oslo", -3.5)
	_ = temperatures.Publish(ctx, "us.reno", 12)
	_ = temperatures.Publish(ctx, "eu.rome", 15)
	_ = temperatures.Close() // what was published can still be received
	for m := range eu.All(ctx) {
		fmt.Println(m.Subject, m.Value)
	}
	// Output:
	// eu.oslo -3.5
	// eu.rome 15
}

// What a bus can't do is an error, not a weaker promise.
func ExampleBus_Subscribe() {
	conn, err := natsbus.Open("")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer conn.Close()
	bus, _ := natsbus.New(conn, "events", natsbus.JSON[int]())
	_, err = bus.Subscribe(context.Background(), ">", pubsub.Options{Policy: pubsub.Block})
	fmt.Println(err)
	// Output: natsbus: policy Block: unsupported operation
}
