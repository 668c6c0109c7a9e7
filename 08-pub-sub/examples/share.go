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

// share has two departments with three workers each. A department is one
// subscription: it gets every order. Its workers receive from it together, so
// each order goes to one of them.
func share(out io.Writer) {
	lesson.Name("till")
	ctx := context.Background()
	var bus pubsub.Broker[order]
	var workers sync.WaitGroup
	handled := map[string]*tally{"mail": {}, "stock": {}}
	for name, t := range handled {
		s, err := bus.Subscribe(ctx, "orders.>", pubsub.Options{})
		if err != nil {
			panic(err)
		}
		for i := range 3 {
			workers.Go(func() { // ends when the bus is closed and all was received
				lesson.Name(fmt.Sprint(name, " ", i+1))
				for m := range s.All(ctx) {
					lesson.Note(fmt.Sprint("order ", m.Value.ID))
					time.Sleep(2 * time.Millisecond) // stands for work
					t.add(m.Value.ID)
				}
			})
		}
	}
	for id := range 6 {
		_ = bus.Publish(ctx, "orders.eu.new", order{ID: id + 1})
	}
	_ = bus.Close()
	workers.Wait()
	for _, name := range []string{"mail", "stock"} {
		fmt.Fprintf(out, "%-5s handled each order so often: %v\n", name, handled[name].times)
	}
}

// A tally counts how often something happened to each order.
type tally struct {
	mu    sync.Mutex // guards times
	times map[int]int
}

func (t *tally) add(id int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.times == nil {
		t.times = map[int]int{}
	}
	t.times[id]++
}
