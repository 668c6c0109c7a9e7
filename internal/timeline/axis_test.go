package timeline

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestAxisKeepsOrderAndRoom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		gaps := rapid.SliceOfN(rapid.OneOf(
			rapid.Int64Range(0, 1000),      // a burst
			rapid.Int64Range(0, 1_000_000), // some work
			rapid.Int64Range(0, 10_000_000_000),
		), 1, 600).Draw(t, "gaps")
		var times []time.Duration
		at := time.Duration(0)
		for _, g := range gaps {
			at += time.Duration(g)
			times = append(times, at)
		}
		const x0, x1 = 100.0, 700.0
		a := newAxis(slices.Clone(times), x0, x1)
		last := x0
		for i, when := range times {
			x := a.x(when)
			require.False(t, math.IsNaN(x))
			require.GreaterOrEqual(t, x, last-1e-6, "time runs from left to right")
			require.LessOrEqual(t, x, x1+1e-6)
			last = x
			if i > 0 && when != times[i-1] {
				// Up to rounding, the time at a place is the place of the time.
				require.InDelta(t, x, a.x(a.time(x)), 1e-3)
			}
		}
		require.InDelta(t, x0, a.x(times[0]), 1e-6)
		if times[0] != times[len(times)-1] {
			require.InDelta(t, x1, a.x(times[len(times)-1]), 1e-6)
		}
		for i := 1; i < len(a.at); i++ {
			require.GreaterOrEqual(t, a.at[i]-a.at[i-1], minStep-1e-6, "every step can be seen")
		}
	})
}

func TestAxisNeverDrawsALongerGapNarrower(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		gaps := rapid.SliceOfN(rapid.Int64Range(1, 1_000_000_000), 2, 100).Draw(t, "gaps")
		times := []time.Duration{0}
		for _, g := range gaps {
			times = append(times, times[len(times)-1]+time.Duration(g))
		}
		a := newAxis(times, 0, 660)
		type gap struct {
			long time.Duration
			wide float64
		}
		var all []gap
		for i := 1; i < len(a.times); i++ {
			all = append(all, gap{a.times[i] - a.times[i-1], a.at[i] - a.at[i-1]})
		}
		slices.SortFunc(all, func(x, y gap) int { return int(x.long - y.long) })
		for i := 1; i < len(all); i++ {
			require.GreaterOrEqual(t, all[i].wide, all[i-1].wide-1e-6)
		}
	})
}

func TestAxisMarksWhatItShortens(t *testing.T) {
	us, ms := time.Microsecond, time.Millisecond
	a := newAxis([]time.Duration{0, 2 * us, 4 * us, 6 * us, 10 * ms, 10*ms + 2*us, 10*ms + 4*us}, 0, 660)
	require.Len(t, a.cuts, 1)
	require.Equal(t, 6*us, a.cuts[0].from)
	require.Equal(t, 10*ms, a.cuts[0].to)
	require.Zero(t, a.cuts[0].steps)

	a = newAxis([]time.Duration{0, us, 2 * us, 3 * us, 4 * us, 30 * us, 31 * us, 10 * ms}, 0, 660)
	require.Len(t, a.cuts, 1, "a gap that is long for its neighbours and short for the whole is not marked")

	a = newAxis([]time.Duration{0, 2 * us, 4 * us, 6 * us, 8 * us}, 0, 660)
	require.Empty(t, a.cuts, "nothing is shortened")
}

func TestAxisDrawsTooMuchSmall(t *testing.T) {
	var times []time.Duration
	for i := range 10000 {
		times = append(times, time.Duration(i)*time.Microsecond)
	}
	a := newAxis(times, 100, 760)
	require.Len(t, a.cuts, 1)
	c := a.cuts[0]
	require.InDelta(t, denseWide, c.x1-c.x0, 1e-6)
	require.Greater(t, c.steps, 9000)
	require.Less(t, a.x(5000*time.Microsecond), c.x1)
	require.Greater(t, a.x(5000*time.Microsecond), c.x0)
}

func TestAxisOfNothing(t *testing.T) {
	for _, times := range [][]time.Duration{nil, {0}, {7, 7, 7}} {
		a := newAxis(times, 10, 20)
		require.False(t, math.IsNaN(a.x(0)))
		require.GreaterOrEqual(t, a.x(0), 10.0)
		require.LessOrEqual(t, a.x(time.Hour), 20.0)
		require.NotPanics(t, func() { a.time(0); a.time(15); a.time(100) })
	}
}
