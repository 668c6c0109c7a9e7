package main

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"testing"

	"example.com/mastery/06-pipelines/pipeline"
)

// The tables in the notes' section What it costs are made by these.

func perItem(b *testing.B, items int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*items), "ns/item")
}

// BenchmarkWays sums 10,000 numbers in the ways of example ways.
func BenchmarkWays(b *testing.B) {
	numbers := upTo(10_000)
	for _, w := range theWays {
		b.Run(w.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				w.sum(numbers)
			}
			perItem(b, len(numbers))
		})
	}
}

// work takes a time in proportion to rounds, about 1 ns each.
func work(n, rounds int) int {
	for range rounds {
		n ^= n << 13
		n ^= n >> 7
	}
	return n
}

// BenchmarkWork has two steps that compute: as a loop, with a goroutine for each,
// and with the library, two workers for both steps together.
func BenchmarkWork(b *testing.B) {
	const items = 1000
	numbers := upTo(items)
	ctx := context.Background()
	for _, rounds := range []int{10, 100, 1_000, 10_000} {
		step := func(n int) int { return work(n, rounds) }
		stage := func(_ context.Context, n int) (int, error) { return step(n), nil }
		sink := func(_ context.Context, _ int) error { return nil }
		for _, way := range []struct {
			name string
			run  func()
		}{
			{"loop", func() {
				for _, n := range numbers {
					step(step(n))
				}
			}},
			{"channels", func() {
				kept := func(n int) (int, bool) { return step(n), true }
				ctx, cancel := context.WithCancel(ctx)
				defer cancel()
				for range hop(ctx, received(hop(ctx, slices.Values(numbers), kept)), kept) {
				}
			}},
			{"two stages", func() {
				first := pipeline.Map(pipeline.FromSlice(numbers), "first", stage)
				_ = pipeline.Map(first, "second", stage).ForEach(ctx, "sink", sink)
			}},
			{"one stage, two workers", func() {
				both := func(_ context.Context, n int) (int, error) { return step(step(n)), nil }
				_ = pipeline.MapOrdered(pipeline.FromSlice(numbers), "both", 2, both).ForEach(ctx, "sink", sink)
			}},
		} {
			b.Run(fmt.Sprintf("%d/%s", rounds, way.name), func(b *testing.B) {
				for b.Loop() {
					way.run()
				}
				perItem(b, items)
			})
		}
	}
}

// BenchmarkPull takes values from an iterator in three ways: in a loop, with
// Pull, and from a goroutine over a channel.
func BenchmarkPull(b *testing.B) {
	const items = 10_000
	seq := slices.Values(upTo(items))
	ways := map[string]func(iter.Seq[int]) int{
		"range": func(seq iter.Seq[int]) (sum int) {
			for n := range seq {
				sum += n
			}
			return sum
		},
		"pull": func(seq iter.Seq[int]) (sum int) {
			next, stop := iter.Pull(seq)
			defer stop()
			for n, ok := next(); ok; n, ok = next() {
				sum += n
			}
			return sum
		},
		"channel": func(seq iter.Seq[int]) (sum int) {
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			for n := range hop(ctx, seq, func(n int) (int, bool) { return n, true }) {
				sum += n
			}
			return sum
		},
	}
	for _, name := range []string{"range", "pull", "channel"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				ways[name](seq)
			}
			perItem(b, items)
		})
	}
}
