package main

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// merging reads three stations through one channel: first all that they have,
// then until it has enough.
func merging(out io.Writer) {
	lesson.Name("main")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()

	perStation := map[int][]int{}
	for v := range merge(ctx, station(1, 3), station(2, 2), station(3, 3)) {
		lesson.Received("merged", v)
		perStation[v/10] = append(perStation[v/10], v)
	}
	fmt.Fprintln(out, "all values, each station's in order:", perStation)

	silent := make(chan int) // never sends and is never closed
	merged := merge(ctx, silent, station(4, 1))
	v := <-merged
	lesson.Received("merged", v)
	fmt.Fprintln(out, "beside a silent station:", v)
	cancel()
	for range merged { // until it is closed: the forwarders have ended
	}
	fmt.Fprintln(out, "called off, and no goroutine is left")
}

// station sends id*10, id*10+1, ... and closes.
func station(id, n int) <-chan int {
	c := make(chan int, n) // room for all: it ends without a receiver
	go func() {
		defer close(c)
		lesson.Name(fmt.Sprint("station ", id))
		for i := range n {
			time.Sleep(time.Duration(id) * time.Millisecond) // stands for measuring
			c <- id*10 + i
		}
	}()
	return c
}

// merge returns a channel with the values of all ins. It is closed when all of
// them are, or when ctx has ended.
func merge(ctx context.Context, ins ...<-chan int) <-chan int {
	out := make(chan int)
	var forwarders sync.WaitGroup
	for i, in := range ins {
		forwarders.Go(func() {
			lesson.Name(fmt.Sprint("forwarder ", i))
			forward(ctx, in, out)
		})
	}
	go func() { // closer: ends when the forwarders have
		lesson.Name("closer")
		forwarders.Wait()
		close(out)
	}()
	return out
}

// forward ends when in is closed or ctx has ended.
func forward(ctx context.Context, in <-chan int, out chan<- int) {
	for {
		select {
		case v, ok := <-in:
			if !ok {
				return
			}
			lesson.Sent("merged", v)
			select {
			case out <- v:
			case <-ctx.Done(): // nobody may receive any more
				return
			}
		case <-ctx.Done(): // nobody may send any more
			return
		}
	}
}
