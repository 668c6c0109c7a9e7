package main

import (
	"context"
	"iter"
	"slices"

	"example.com/mastery/06-pipelines/pipeline"
	"github.com/destel/rill"
	"github.com/sourcegraph/conc/stream"
)

func init() {
	rillLess := "recovers no panic, takes no context, names no stage; on an error works off the rest in the background"
	register(
		&Contest{
			Topic: "06-pipelines", Name: "Stages",
			About: "n ints through three stages that do next to nothing, a map, a filter and a map, and a sum: what is compared is the price of the stages",
			Sizes: []int{100, 10_000},
			Ours:  Entry{Name: "pipeline", Start: stageInts(pipelineStages)},
			Peers: []Entry{
				{Name: "rill, n=1", Module: "github.com/destel/rill", Start: stageInts(rillStages), Less: rillLess},
				{
					Name: "a channel for each stage", Start: stageInts(channelStages),
					Less: "sends in a select with a context as one writes it by hand; recovers no panic, names no stage",
				},
				{
					Name: "channels of 64 items", Start: stageInts(batchStages),
					Less: "an item waits until its batch is full; recovers no panic, names no stage",
				},
				{Name: "iter.Seq", Start: stageInts(seqStages), Less: "one stage at a time: no concurrency; no context, recovers no panic"},
				{Name: "a plain loop", Start: stageInts(loopStages), Less: "no stages: no concurrency; no context, recovers no panic"},
			},
		},
		&Contest{
			Topic: "06-pipelines", Name: "MapOrdered",
			About: "1,000 ints through a function of n steps of about 3 ns, on two workers, the results in order",
			Sizes: []int{1, 3_000},
			Ours:  Entry{Name: "pipeline.MapOrdered", Start: stateless(func(n int) { pipelineOrdered(n) })},
			Peers: []Entry{
				{Name: "rill.OrderedMap", Module: "github.com/destel/rill", Start: stateless(func(n int) { rillOrdered(n) }), Less: rillLess},
				{
					Name: "conc/stream", Module: "github.com/sourcegraph/conc", Start: stateless(func(n int) { concOrdered(n) }),
					Less: "one stage; no errors, no context; a panic is raised by Wait when all the rest has been done",
				},
			},
		},
	)
}

// stageInts is the Start of an operation on the ints below n.
func stageInts(op func(ints []int) int) func(n int) (func(), func()) {
	return func(n int) (func(), func()) {
		ints := make([]int, n)
		for i := range ints {
			ints[i] = i
		}
		return func() { op(ints) }, nil
	}
}

// The stages are the same functions for all, so that only what is between them
// differs. Each returns the sum, which a test compares.
func stagePlus(n int) int  { return n + 1 }
func stageKeep(n int) bool { return n%7 != 0 }
func stageTwice(n int) int { return 2 * n }

func pipelineStages(ints []int) (sum int) {
	first := pipeline.Map(pipeline.FromSlice(ints), "plus",
		func(_ context.Context, n int) (int, error) { return stagePlus(n), nil })
	second := pipeline.Filter(first, "keep",
		func(_ context.Context, n int) (bool, error) { return stageKeep(n), nil })
	third := pipeline.Map(second, "twice",
		func(_ context.Context, n int) (int, error) { return stageTwice(n), nil })
	_ = third.ForEach(context.Background(), "sum", func(_ context.Context, n int) error { sum += n; return nil })
	return sum
}

func rillStages(ints []int) (sum int) {
	first := rill.Map(rill.FromSlice(ints, nil), 1, func(n int) (int, error) { return stagePlus(n), nil })
	second := rill.Filter(first, 1, func(n int) (bool, error) { return stageKeep(n), nil })
	third := rill.Map(second, 1, func(n int) (int, error) { return stageTwice(n), nil })
	_ = rill.ForEach(third, 1, func(n int) error { sum += n; return nil })
	return sum
}

// stageHop is a stage as one writes it by hand, with a channel for its results. F
// returns what it makes of an item, and whether that is wanted.
func stageHop[T any](ctx context.Context, in <-chan T, f func(T) (T, bool)) <-chan T {
	out := make(chan T)
	go func() { // ends when in is closed, or with ctx
		defer close(out)
		for item := range in {
			result, ok := f(item)
			if !ok {
				continue
			}
			select {
			case out <- result:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

// stageFeed is the source of hops.
func stageFeed[T any](ctx context.Context, items iter.Seq[T]) <-chan T {
	out := make(chan T)
	go func() { // ends with items or with ctx
		defer close(out)
		for item := range items {
			select {
			case out <- item:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

func channelStages(ints []int) (sum int) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	first := stageHop(ctx, stageFeed(ctx, slices.Values(ints)), func(n int) (int, bool) { return stagePlus(n), true })
	second := stageHop(ctx, first, func(n int) (int, bool) { return n, stageKeep(n) })
	third := stageHop(ctx, second, func(n int) (int, bool) { return stageTwice(n), true })
	for n := range third {
		sum += n
	}
	return sum
}

// batchStages sends slices: each stage changes its batch in place and hands it
// on, as a batch belongs to one stage at a time.
func batchStages(ints []int) (sum int) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	batches := func(yield func([]int) bool) {
		for part := range slices.Chunk(ints, 64) {
			if !yield(slices.Clone(part)) {
				return
			}
		}
	}
	each := func(f func(int) int) func([]int) ([]int, bool) {
		return func(batch []int) ([]int, bool) {
			for i, n := range batch {
				batch[i] = f(n)
			}
			return batch, true
		}
	}
	first := stageHop(ctx, stageFeed(ctx, batches), each(stagePlus))
	second := stageHop(ctx, first, func(batch []int) ([]int, bool) {
		return slices.DeleteFunc(batch, func(n int) bool { return !stageKeep(n) }), true
	})
	for batch := range stageHop(ctx, second, each(stageTwice)) {
		for _, n := range batch {
			sum += n
		}
	}
	return sum
}

func seqMap[A, B any](seq iter.Seq[A], f func(A) B) iter.Seq[B] {
	return func(yield func(B) bool) {
		for item := range seq {
			if !yield(f(item)) {
				return
			}
		}
	}
}

func seqFilter[T any](seq iter.Seq[T], keep func(T) bool) iter.Seq[T] {
	return func(yield func(T) bool) {
		for item := range seq {
			if keep(item) && !yield(item) {
				return
			}
		}
	}
}

func seqStages(ints []int) (sum int) {
	for n := range seqMap(seqFilter(seqMap(slices.Values(ints), stagePlus), stageKeep), stageTwice) {
		sum += n
	}
	return sum
}

func loopStages(ints []int) (sum int) {
	for _, n := range ints {
		if n = stagePlus(n); stageKeep(n) {
			sum += stageTwice(n)
		}
	}
	return sum
}

// The items of the contest MapOrdered.
var orderedItems = make([]int, 1000)

const orderedWorkers = 2

// steps is a function whose time is in proportion to n.
func orderedSteps(item, n int) int {
	for range n {
		item ^= item << 13
		item ^= item >> 7
		item += 3
	}
	return item
}

func pipelineOrdered(n int) (sum int) {
	results := pipeline.MapOrdered(pipeline.FromSlice(orderedItems), "steps", orderedWorkers,
		func(_ context.Context, item int) (int, error) { return orderedSteps(item, n), nil })
	_ = results.ForEach(context.Background(), "sum", func(_ context.Context, result int) error { sum += result; return nil })
	return sum
}

func rillOrdered(n int) (sum int) {
	results := rill.OrderedMap(rill.FromSlice(orderedItems, nil), orderedWorkers, func(item int) (int, error) { return orderedSteps(item, n), nil })
	_ = rill.ForEach(results, 1, func(result int) error { sum += result; return nil })
	return sum
}

func concOrdered(n int) (sum int) {
	s := stream.New().WithMaxGoroutines(orderedWorkers)
	for _, item := range orderedItems {
		s.Go(func() stream.Callback {
			result := orderedSteps(item, n)
			return func() { sum += result }
		})
	}
	s.Wait()
	return sum
}
