package main

import (
	"context"
	"iter"
	"slices"
	"sync"

	"github.com/destel/rill"
	conciter "github.com/sourcegraph/conc/iter"
	"golang.org/x/sync/errgroup"

	"example.com/mastery/07-fan-out-fan-in/fan"
)

func init() {
	const (
		rillLess = "no context, an error does not stop the calls, a panic ends the program; but takes any channel"
		concLess = "no context, an error does not stop the calls"
		errgLess = "recovers no panic, begins items after an error unless they look at the context"
	)
	overSlice := func(name, about string, sizes []int, work func(int) int) *Contest {
		return &Contest{
			Topic: "07-fan-out-fan-in", Name: name, About: about, Sizes: sizes,
			Ours: Entry{Name: "fan.Map", Start: withItems(work, fanMap)},
			Peers: []Entry{
				{Name: "rill.OrderedMap", Module: "github.com/destel/rill", Start: withItems(work, rillMap), Less: rillLess},
				{Name: "conc iter.MapErr", Module: "github.com/sourcegraph/conc", Start: withItems(work, concMap), Less: concLess},
				{Name: "errgroup.SetLimit", Module: "golang.org/x/sync", Start: withItems(work, errgroupMap), Less: errgLess},
			},
		}
	}
	register(
		overSlice("FanSlice", "call a function that does nothing on each of n items of a slice, 2 at a time, and keep the results in order", []int{10, 10_000}, plusOne),
		overSlice("FanSlice10us", "the same with a function that computes for about 10 µs", []int{10, 1000}, tenMicros),
		&Contest{
			Topic: "07-fan-out-fan-in", Name: "FanForEach", Sizes: []int{10_000},
			About: "call a function that does nothing on each of n items of a slice, 2 at a time",
			Ours:  Entry{Name: "fan.ForEach", Start: withItems(plusOne, fanForEach)},
			Peers: []Entry{
				{Name: "rill.ForEach", Module: "github.com/destel/rill", Start: withItems(plusOne, rillForEach), Less: "no context, after an error it does not wait for the calls, a panic ends the program; but takes any channel"},
				{Name: "conc iter.ForEachIdx", Module: "github.com/sourcegraph/conc", Start: withItems(plusOne, concForEach), Less: "no context, no errors"},
				{Name: "errgroup.SetLimit", Module: "golang.org/x/sync", Start: withItems(plusOne, errgroupForEach), Less: errgLess},
			},
		},
		overSeq("FanOrdered", "call a function that does nothing on each of n items of an iterator, 2 at a time, and take the results in order",
			10_000, Entry{Name: "fan.Ordered", Start: onSeq(plusOne, fanOrdered)},
			Entry{Name: "rill.OrderedMap", Module: "github.com/destel/rill", Start: onSeq(plusOne, fanRillOrdered), Less: rillSeqLess}),
		overSeq("FanUnordered", "the same, and take the results as they come",
			10_000, Entry{Name: "fan.Unordered", Start: onSeq(plusOne, fanUnordered)},
			Entry{Name: "rill.Map", Module: "github.com/destel/rill", Start: onSeq(plusOne, fanRillUnordered), Less: rillSeqLess},
			Entry{Name: "2 channels of 128", Start: onSeq(plusOne, fanChannels), Less: "no context, no errors, a loop that is left leaves its goroutines, a panic ends the program"}),
		overSeq("FanOrdered10us", "the same in order, with a function that computes for about 10 µs",
			1000, Entry{Name: "fan.Ordered", Start: onSeq(tenMicros, fanOrdered)},
			Entry{Name: "rill.OrderedMap", Module: "github.com/destel/rill", Start: onSeq(tenMicros, fanRillOrdered), Less: rillSeqLess}),
	)
}

const rillSeqLess = "no context, a loop that is left goes on in the background to the end of the source, a panic ends the program"

// overSeq is a contest over an iterator, whose end is not known when it begins.
func overSeq(name, about string, size int, ours Entry, peers ...Entry) *Contest {
	return &Contest{Topic: "07-fan-out-fan-in", Name: name, About: about, Sizes: []int{size}, Ours: ours, Peers: peers}
}

// onSeq is withItems for an operation on an iterator.
func onSeq(work func(int) int, op func(iter.Seq[int], func(int) int) error) func(int) (func(), func()) {
	return withItems(work, func(items []int, work func(int) int) error { return op(slices.Values(items), work) })
}

// fanOut is how many calls run at a time.
const fanOut = 2

// withItems is an operation on a slice of n items that exists before it begins.
func withItems(work func(int) int, op func([]int, func(int) int) error) func(n int) (func(), func()) {
	return func(n int) (func(), func()) {
		items := make([]int, n)
		for i := range items {
			items[i] = i
		}
		return func() {
			if err := op(items, work); err != nil {
				panic(err)
			}
		}, nil
	}
}

func plusOne(item int) int { return item + 1 }

// tenMicros computes for about 10 µs.
func tenMicros(item int) int {
	for range 5_000 {
		item = item*31 + 1
	}
	return item
}

func fanMap(items []int, work func(int) int) error {
	_, err := fan.Map(context.Background(), fanOut, items, func(_ context.Context, item int) (int, error) { return work(item), nil })
	return err
}

func rillMap(items []int, work func(int) int) error {
	out := rill.OrderedMap(rill.FromSlice(items, nil), fanOut, func(item int) (int, error) { return work(item), nil })
	_, err := rill.ToSlice(out)
	return err
}

func concMap(items []int, work func(int) int) error {
	m := conciter.Mapper[int, int]{MaxGoroutines: fanOut}
	_, err := m.MapErr(items, func(item *int) (int, error) { return work(*item), nil })
	return err
}

func errgroupMap(items []int, work func(int) int) error {
	results := make([]int, len(items))
	g, ctx := errgroup.WithContext(context.Background())
	g.SetLimit(fanOut)
	for i, item := range items {
		g.Go(func() error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			results[i] = work(item)
			return nil
		})
	}
	return g.Wait()
}

func fanForEach(items []int, work func(int) int) error {
	return fan.ForEach(context.Background(), fanOut, items, func(_ context.Context, item int) error {
		work(item)
		return nil
	})
}

func rillForEach(items []int, work func(int) int) error {
	return rill.ForEach(rill.FromSlice(items, nil), fanOut, func(item int) error {
		work(item)
		return nil
	})
}

func concForEach(items []int, work func(int) int) error {
	it := conciter.Iterator[int]{MaxGoroutines: fanOut}
	it.ForEachIdx(items, func(_ int, item *int) { work(*item) })
	return nil
}

func errgroupForEach(items []int, work func(int) int) error {
	g, ctx := errgroup.WithContext(context.Background())
	g.SetLimit(fanOut)
	for _, item := range items {
		g.Go(func() error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			work(item)
			return nil
		})
	}
	return g.Wait()
}

func fanOrdered(items iter.Seq[int], work func(int) int) error {
	return drainSeq(fan.Ordered(context.Background(), fanOut, items, func(_ context.Context, item int) (int, error) { return work(item), nil }))
}

func fanUnordered(items iter.Seq[int], work func(int) int) error {
	return drainSeq(fan.Unordered(context.Background(), fanOut, items, func(_ context.Context, item int) (int, error) { return work(item), nil }))
}

func fanRillOrdered(items iter.Seq[int], work func(int) int) error {
	out := rill.OrderedMap(rill.FromSeq(items, nil), fanOut, func(item int) (int, error) { return work(item), nil })
	return drainSeq(rill.ToSeq2(out))
}

func fanRillUnordered(items iter.Seq[int], work func(int) int) error {
	out := rill.Map(rill.FromSeq(items, nil), fanOut, func(item int) (int, error) { return work(item), nil })
	return drainSeq(rill.ToSeq2(out))
}

// fanChannels is what one writes with channels for results that come as they
// may.
func fanChannels(items iter.Seq[int], work func(int) int) error {
	in, out := make(chan int, 128), make(chan int, 128)
	go func() { // ends when all items are received
		defer close(in)
		for item := range items {
			in <- item
		}
	}()
	var workers sync.WaitGroup
	for range fanOut {
		workers.Go(func() {
			for item := range in {
				out <- work(item)
			}
		})
	}
	go func() { // ends when the workers have
		workers.Wait()
		close(out)
	}()
	for range out { // until it is closed
	}
	return nil
}

// drainSeq takes all results.
func drainSeq(results iter.Seq2[int, error]) error {
	for _, err := range results {
		if err != nil {
			return err
		}
	}
	return nil
}
