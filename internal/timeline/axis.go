package timeline

import (
	"math"
	"slices"
	"sort"
	"time"
)

// An axis maps the time of a model to a place on the picture's width.
//
// A program does much in microseconds and then sleeps for milliseconds. To
// scale, all that happens would be hidden in a few pixels. So each gap between
// two things that happen gets a width that grows with the logarithm of its
// length: no step is too narrow to be seen, a longer gap is never narrower than
// a shorter one, and what is shortened most is marked.
//
// Rejected: a linear axis with the long gaps cut out. A cut hides what goes on
// meanwhile, and bursts still need a thousand times more room than there is.
type axis struct {
	times []time.Duration // in order, each once
	at    []float64       // the place of each time
	cuts  []cut
}

// A cut is a gap that is drawn much shorter than its neighbours.
type cut struct {
	from, to time.Duration
	x0, x1   float64
	steps    int // things that happen in it; 0 for a quiet gap
}

const (
	minStep   = 3.4 // the narrowest that a gap may be drawn, in pixels
	denseWide = 110 // the width of a stretch in which too much happens to draw each step
	minCut    = 22  // the narrowest gap that gets a mark: it needs room for its text
)

// newAxis makes an axis from x0 to x1 on which each of the times can be told
// from its neighbours. When there are too many, the first and the last are drawn
// so, and all between them to scale in a narrow stretch, marked as a cut.
func newAxis(times []time.Duration, x0, x1 float64) *axis {
	slices.Sort(times)
	times = slices.Compact(times)
	if len(times) == 0 {
		times = []time.Duration{0}
	}
	if len(times) == 1 {
		times = append(times, times[0]+1)
	}
	a := &axis{}
	room := x1 - x0
	most := int(room / minStep)
	if len(times)-1 <= most {
		a.times = times
		a.place(x0, x1)
		a.markCuts()
		return a
	}
	head := int((room - denseWide) / minStep * 2 / 3)
	tail := int((room-denseWide)/minStep) - head
	a.times = slices.Concat(times[:head], times[len(times)-tail:])
	a.placeDense(x0, x1, head)
	a.cuts = append(a.cuts, cut{
		from: times[head-1], to: times[len(times)-tail],
		x0: a.at[head-1], x1: a.at[head],
		steps: len(times) - head - tail,
	})
	a.markCuts()
	return a
}

// small reports whether a time lies in a stretch that is drawn small because
// too much happens in it.
func (a *axis) small(t time.Duration) bool {
	return slices.ContainsFunc(a.cuts, func(c cut) bool { return c.steps > 0 && c.from < t && t < c.to })
}

// weight is the share of the width that a gap gets.
func weight(gap time.Duration) float64 {
	return .6 + math.Pow(math.Log2(1+float64(gap)/float64(2*time.Microsecond)), 1.25)
}

// place spreads the times from x0 to x1. Gaps below minStep are widened and the
// others share what is left.
func (a *axis) place(x0, x1 float64) {
	gaps := make([]float64, len(a.times)-1)
	for i := range gaps {
		gaps[i] = weight(a.times[i+1] - a.times[i])
	}
	spread(gaps, x1-x0)
	a.at = make([]float64, len(a.times))
	a.at[0] = x0
	for i, w := range gaps {
		a.at[i+1] = a.at[i] + w
	}
}

// placeDense is place with the gap before times[head] set to denseWide.
func (a *axis) placeDense(x0, x1 float64, head int) {
	gaps := make([]float64, len(a.times)-1)
	for i := range gaps {
		gaps[i] = weight(a.times[i+1] - a.times[i])
	}
	gaps[head-1] = 0
	spread(gaps, x1-x0-denseWide)
	gaps[head-1] = denseWide
	a.at = make([]float64, len(a.times))
	a.at[0] = x0
	for i, w := range gaps {
		a.at[i+1] = a.at[i] + w
	}
}

// spread scales weights so that they add up to room and none is below minStep,
// except those that are 0, which stay.
func spread(weights []float64, room float64) {
	order := slices.Clone(weights)
	sort.Float64s(order)
	sum, fixed := 0.0, 0.0
	for _, w := range order {
		sum += w
	}
	// The lightest are lifted to minStep, one after the other, until the scale
	// that is left for the others lifts the next one by itself.
	scale := room / sum
	for _, w := range order {
		if w == 0 {
			continue
		}
		if w*scale >= minStep {
			break
		}
		fixed += minStep
		sum -= w
		scale = max(0, room-fixed) / max(sum, 1e-9)
	}
	for i, w := range weights {
		if w > 0 {
			weights[i] = max(minStep, w*scale)
		}
	}
}

// markCuts finds the gaps that are much more shortened than the rest.
func (a *axis) markCuts() {
	gaps := make([]time.Duration, 0, len(a.times))
	for i := 1; i < len(a.times); i++ {
		gaps = append(gaps, a.times[i]-a.times[i-1])
	}
	sorted := slices.Clone(gaps)
	slices.Sort(sorted)
	whole := a.times[len(a.times)-1] - a.times[0]
	long := max(10*sorted[len(sorted)/2], whole/25)
	for i, gap := range gaps {
		dense := len(a.cuts) > 0 && a.cuts[0].steps > 0 && a.cuts[0].from == a.times[i]
		if gap >= long && a.at[i+1]-a.at[i] >= minCut && !dense {
			a.cuts = append(a.cuts, cut{from: a.times[i], to: a.times[i+1], x0: a.at[i], x1: a.at[i+1]})
		}
	}
	slices.SortFunc(a.cuts, func(x, y cut) int { return int(x.from - y.from) })
}

// x returns the place of a time.
func (a *axis) x(t time.Duration) float64 {
	i, found := slices.BinarySearch(a.times, t)
	switch {
	case found:
		return a.at[i]
	case i == 0:
		return a.at[0]
	case i == len(a.times):
		return a.at[len(a.at)-1]
	}
	share := float64(t-a.times[i-1]) / float64(a.times[i]-a.times[i-1])
	return a.at[i-1] + share*(a.at[i]-a.at[i-1])
}

// time returns the time at a place: the inverse of x.
func (a *axis) time(x float64) time.Duration {
	i, found := slices.BinarySearch(a.at, x)
	switch {
	case found:
		return a.times[i]
	case i == 0:
		return a.times[0]
	case i == len(a.at):
		return a.times[len(a.times)-1]
	}
	share := (x - a.at[i-1]) / (a.at[i] - a.at[i-1])
	return a.times[i-1] + time.Duration(share*float64(a.times[i]-a.times[i-1]))
}
