package timeline

import "time"

// busiest returns how many of the goroutines ever ran at the same time.
//
// A processor runs one at a time and its turns are in order, so it is enough to
// go through all processors' turns side by side.
func busiest(m *Model, of []int32) int {
	in := make([]bool, len(m.Goroutines))
	for _, g := range of {
		in[g] = true
	}
	next := make([]int, len(m.Procs))         // of each processor, its next turn
	until := make([]time.Duration, len(next)) // and when its last turn of these goroutines ends
	most := 0
	for {
		first := -1
		for p, i := range next {
			turns := m.Procs[p].Turns
			for i < len(turns) && (!in[turns[i].Goroutine] || turns[i].End <= turns[i].Start) {
				i++
			}
			next[p] = i
			if i < len(turns) && (first < 0 || turns[i].Start < m.Procs[first].Turns[next[first]].Start) {
				first = p
			}
		}
		if first < 0 {
			return most
		}
		turn := m.Procs[first].Turns[next[first]]
		next[first]++
		until[first] = turn.End
		now := 0
		for _, end := range until {
			if end > turn.Start {
				now++
			}
		}
		most = max(most, now)
	}
}

// crowded returns the share of the time in which more than n goroutines of the
// program ran or could have run. It looks at a thousand stretches of time, not at each change.
func crowded(m *Model, n int) float64 {
	const stretches = 1000
	wide := float64(m.Length) / stretches
	if wide == 0 {
		return 0
	}
	able := make([]float64, stretches) // how many on average; of those within, see steps
	steps := make([]int, stretches+1)  // changes of the number that covers whole stretches
	for i := range m.Goroutines {
		g := &m.Goroutines[i]
		for j, s := range g.Spans {
			if g.System || s.State != Running && !s.State.Runnable() {
				continue
			}
			from, to := float64(s.Start)/wide, float64(g.SpanEnd(j))/wide
			a, b := min(int(from), stretches-1), min(int(to), stretches-1)
			if a == b {
				able[a] += to - from
				continue
			}
			able[a] += float64(a+1) - from
			able[b] += to - float64(b)
			steps[a+1]++
			steps[b]--
		}
	}
	count, cover := 0, 0
	for i, x := range able {
		cover += steps[i]
		if x+float64(cover) > float64(n)+.01 {
			count++
		}
	}
	return float64(count) / stretches
}
