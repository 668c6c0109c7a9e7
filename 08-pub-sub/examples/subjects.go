package main

import (
	"context"
	"fmt"
	"io"

	"example.com/mastery/08-pub-sub/pubsub"
	"example.com/mastery/internal/lesson"
)

// subjects shows which pattern matches which subject, then two filters at work:
// the bus looks at the subject, the subscriber at the value.
func subjects(out io.Writer) {
	lesson.Name("main")
	list := []string{"orders", "orders.new", "orders.eu.new", "orders.eu.paid", "orderbook.eu.new"}
	for _, pattern := range []string{"orders.eu.new", "orders.*.new", "*.*.new", "orders.*", "orders.>", ">"} {
		fmt.Fprintf(out, "%-14s", pattern)
		for _, subject := range list {
			if pubsub.Match(pattern, subject) {
				fmt.Fprint(out, " ", subject)
			}
		}
		fmt.Fprintln(out)
	}
	for _, pattern := range []string{"orders.>.new", "orders..new"} {
		fmt.Fprintln(out, pubsub.CheckPattern(pattern))
	}

	ctx := context.Background()
	var bus pubsub.Broker[order]
	large, err := bus.Subscribe(ctx, "orders.*.new", pubsub.Options{})
	if err != nil {
		panic(err)
	}
	for i, subject := range []string{"orders.eu.new", "orders.us.new", "orders.eu.paid"} {
		_ = bus.Publish(ctx, subject, order{ID: i, Euros: 80 * i})
	}
	_ = bus.Close()
	passed, kept := 0, 0
	for m := range large.All(ctx) {
		passed++ // the bus: by subject
		if m.Value.Euros < 50 {
			continue // we: by content
		}
		kept++
	}
	fmt.Fprintf(out, "published 3, the bus passed %d on, the subscriber kept %d\n", passed, kept)
}
