//go:build !race

package fan_test

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"example.com/mastery/07-fan-out-fan-in/fan"
)

// A call of the package allocates the same for ten items and for thousands.
func TestItemsAllocateNothing(t *testing.T) {
	nothing := func(context.Context, int) error { return nil }
	for name, do := range map[string]func(items []int){
		"Map":     func(items []int) { _, _ = fan.Map(t.Context(), 2, items, double) },
		"ForEach": func(items []int) { _ = fan.ForEach(t.Context(), 2, items, nothing) },
		"Collect": func(items []int) { fan.Collect(t.Context(), 2, items, double) },
		"Ordered": func(items []int) {
			for range fan.Ordered(t.Context(), 2, slices.Values(items), double) {
				continue
			}
		},
		"Unordered": func(items []int) {
			for range fan.Unordered(t.Context(), 2, slices.Values(items), double) {
				continue
			}
		},
		"ByKey": func(items []int) { _ = fan.ByKey(t.Context(), 2, slices.Values(items), mod(10), nothing) },
	} {
		few, many := upTo(10), upTo(5000)
		base := testing.AllocsPerRun(50, func() { do(few) })
		require.Less(t, base, 45.0, name)
		require.LessOrEqual(t, testing.AllocsPerRun(50, func() { do(many) }), base+2, name)
	}
}
