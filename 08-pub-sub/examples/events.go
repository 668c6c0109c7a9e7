package main

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"example.com/mastery/08-pub-sub/pubsub"
	"example.com/mastery/internal/lesson"
)

// An order says what happened, not what is to be done about it.
type order struct {
	ID    int
	Euros int
}

// events lets a till report what happens and three departments act on it. The
// till has never heard of them: a fourth would not change a line of it.
func events(out io.Writer) {
	lesson.Name("till")
	ctx := context.Background()
	var bus pubsub.Broker[order] // the zero value is open
	var open sync.WaitGroup
	departments := []*department{
		{name: "mail", pattern: "orders.*.new"},
		{name: "stock", pattern: "orders.*.new"},
		{name: "audit", pattern: "orders.>"},
	}
	for _, d := range departments {
		s, err := bus.Subscribe(ctx, d.pattern, pubsub.Options{})
		if err != nil {
			panic(err) // the pattern is wrong
		}
		open.Go(func() { d.work(ctx, s) })
	}

	report(ctx, &bus, "orders.eu.new", order{ID: 1, Euros: 30})
	report(ctx, &bus, "orders.us.new", order{ID: 2, Euros: 50})
	report(ctx, &bus, "orders.eu.paid", order{ID: 1, Euros: 30})
	_ = bus.Close() // what was published can still be received
	open.Wait()
	for _, d := range departments {
		fmt.Fprintf(out, "%-5s %v\n", d.name, d.seen)
	}
}

// report is all that a publisher does.
func report(ctx context.Context, bus pubsub.Bus[order], what string, o order) {
	time.Sleep(2 * time.Millisecond) // stands for serving a customer
	lesson.Note(what)
	if err := bus.Publish(ctx, what, o); err != nil {
		panic(err) // the subject is wrong, or the bus is closed
	}
}

// A department acts on what it hears.
type department struct {
	name, pattern string
	seen          []string // its own until it ends
}

// work ends when the bus is closed and everything was received.
func (d *department) work(ctx context.Context, s pubsub.Subscription[order]) {
	lesson.Name(d.name)
	for m := range s.All(ctx) {
		lesson.Note(m.Subject)
		time.Sleep(time.Millisecond) // stands for work
		d.seen = append(d.seen, fmt.Sprintf("%s:%d", m.Subject, m.Value.ID))
	}
}
