package main

import (
	"context"
	"sync"

	"example.com/mastery/02-channels/queue"
)

func init() {
	channelLess := "Put can't fail: a send on a closed channel panics; no context but in a select, which costs more"
	register(&Contest{
		Topic: "02-channels", Name: "PutGet",
		About: "move 10,000 values from n producers to n consumers through room for 128, then close",
		Sizes: []int{1, 4},
		Ours:  Entry{Name: "queue.Queue", Start: stateless(queuePutGet)},
		Peers: []Entry{
			{Name: "chan", Start: stateless(channelPutGet), Less: channelLess},
			{Name: "chan in a select", Start: stateless(selectPutGet), Less: "a send on a closed channel panics"},
		},
	})
}

// moved is how many values one operation moves.
const moved = 10_000

// crowd runs n producers, each with its share of the values, and n consumers.
func crowd(n int, put func(int), get func() bool, done func()) {
	var producers, consumers sync.WaitGroup
	for p := range n {
		producers.Go(func() {
			for i := p; i < moved; i += n {
				put(i)
			}
		})
		consumers.Go(func() {
			for get() {
			}
		})
	}
	producers.Wait()
	done()
	consumers.Wait()
}

func queuePutGet(n int) {
	ctx := context.Background()
	q := queue.New[int](128)
	crowd(n,
		func(i int) { _ = q.Put(ctx, i) },
		func() bool { _, err := q.Get(ctx); return err == nil },
		q.Close)
}

func channelPutGet(n int) {
	c := make(chan int, 128)
	crowd(n, func(i int) { c <- i }, func() bool { _, ok := <-c; return ok }, func() { close(c) })
}

// selectPutGet is what one writes with channels for the same guarantee that
// queue gives: every wait ends with a context.
func selectPutGet(n int) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	c := make(chan int, 128)
	crowd(n,
		func(i int) {
			select {
			case c <- i:
			case <-ctx.Done():
			}
		},
		func() bool {
			select {
			case _, ok := <-c:
				return ok
			case <-ctx.Done():
				return false
			}
		},
		func() { close(c) })
}
