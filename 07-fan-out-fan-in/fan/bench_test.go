package fan_test

import (
	"context"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.com/mastery/07-fan-out-fan-in/fan"
)

// What an item costs on top of its function. The same beside rill, conc and
// errgroup: go run . -topic 07-fan-out-fan-in, in 13-profiling/peers.
func BenchmarkItem(b *testing.B) {
	const size = 10_000
	items := upTo(size)
	nothing := func(context.Context, int) error { return nil }
	drain := func(over onStream, ctx context.Context, n int) {
		for range over(ctx, n, slices.Values(items), double) {
			continue
		}
	}
	for _, op := range []struct {
		name string
		do   func(ctx context.Context, n int)
	}{
		{"Map", func(ctx context.Context, n int) { _, _ = fan.Map(ctx, n, items, double) }},
		{"ForEach", func(ctx context.Context, n int) { _ = fan.ForEach(ctx, n, items, nothing) }},
		{"Collect", func(ctx context.Context, n int) { fan.Collect(ctx, n, items, double) }},
		{"Ordered", func(ctx context.Context, n int) { drain(fan.Ordered[int, int], ctx, n) }},
		{"Unordered", func(ctx context.Context, n int) { drain(fan.Unordered[int, int], ctx, n) }},
		{"ByKey", func(ctx context.Context, n int) { _ = fan.ByKey(ctx, n, slices.Values(items), mod(100), nothing) }},
	} {
		for _, n := range []int{1, 2, 16} {
			b.Run(op.name+"/"+strconv.Itoa(n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					op.do(b.Context(), n)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(size*b.N), "ns/item")
			})
		}
	}
}

// What a channel's value costs through a merge of four.
func BenchmarkMerge(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for range fan.Merge(b.Context(), sources(16, [][]int{upTo(250), upTo(250), upTo(250), upTo(250)})...) {
			n++
		}
		require.Equal(b, 1000, n)
	}
}

// What a hedge costs when the first call is quick, and a quorum of three.
func BenchmarkCalls(b *testing.B) {
	call := func(context.Context) (int, error) { return 1, nil }
	b.Run("Hedge", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, _ = fan.Hedge(b.Context(), time.Second, call, call)
		}
	})
	b.Run("Quorum", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, _ = fan.Quorum(b.Context(), 2, call, call, call)
		}
	})
}
