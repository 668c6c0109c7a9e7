package main

import (
	"context"
	"fmt"
	"io"

	"example.com/mastery/08-pub-sub/natsbus"
	"example.com/mastery/08-pub-sub/pubsub"
	"example.com/mastery/internal/lesson"
)

// nats runs the same shop twice: on a bus in this process, and on a NATS server,
// which is in this process as well but could be anywhere.
func nats(out io.Writer) {
	lesson.Name("main")
	if err := shop(out, "in process", new(pubsub.Broker[order])); err != nil {
		panic(err)
	}
	conn, err := natsbus.Open("") // or natsbus.Open("nats://localhost:4222")
	if err != nil {
		panic(err)
	}
	defer conn.Close()
	bus, err := natsbus.New(conn, "shop", natsbus.JSON[order]())
	if err != nil {
		panic(err)
	}
	_, refused := bus.Subscribe(context.Background(), ">", pubsub.Options{Policy: pubsub.Block})
	if err := shop(out, "by NATS", bus); err != nil {
		panic(err)
	}
	fmt.Fprintln(out, "but:", refused)
}

// shop knows what a bus is, not which one. Block would be refused by NATS, so it
// says which messages it can do without.
func shop(out io.Writer, name string, bus pubsub.Bus[order]) error {
	ctx := context.Background()
	mail, err := bus.Subscribe(ctx, "orders.*.new", pubsub.Options{Policy: pubsub.DropNewest})
	if err != nil {
		return err
	}
	audit, err := bus.Subscribe(ctx, "orders.>", pubsub.Options{Policy: pubsub.DropNewest})
	if err != nil {
		return err
	}
	for i, subject := range []string{"orders.eu.new", "orders.us.new", "orders.eu.paid"} {
		if err := bus.Publish(ctx, subject, order{ID: 1 + i, Euros: 10 * i}); err != nil {
			return err
		}
	}
	if err := bus.Close(); err != nil { // drains: nothing of this is lost
		return err
	}
	fmt.Fprintf(out, "%-10s: mail %v, audit %v\n", name, values(ctx, mail), values(ctx, audit))
	return nil
}
