package timeline

import (
	"cmp"
	"slices"
	"time"
)

// A WaitSite is a line of the program at which goroutines waited, and for what.
type WaitSite struct {
	State     State
	Frame     Frame         // the line; the zero Frame if no stack tells
	Count     int           // how many waits there were
	Total     time.Duration // how long they took together
	Longest   time.Duration // how long the longest took
	Goroutine int32         // whose the longest was
	Span      int           // and which
}

// LongestWaits returns the lines at which the program's goroutines waited
// longest in all, the longest first, at most n. Waiting for a processor counts
// for nothing here: no line of the program can help it.
func (m *Model) LongestWaits(n int) []WaitSite {
	type key struct {
		state State
		stack int32
	}
	sites := make(map[key]*WaitSite)
	for i := range m.Goroutines {
		g := &m.Goroutines[i]
		if g.System {
			continue
		}
		for j, s := range g.Spans {
			if !s.State.Waiting() {
				continue
			}
			k := key{s.State, s.Stack}
			site := sites[k]
			if site == nil {
				site = &WaitSite{State: s.State, Goroutine: int32(i), Span: j}
				site.Frame, _ = m.UserFrame(s.Stack)
				sites[k] = site
			}
			long := g.SpanEnd(j) - s.Start
			site.add(WaitSite{Count: 1, Total: long, Longest: long, Goroutine: int32(i), Span: j})
		}
	}
	merged := make(map[WaitSite]*WaitSite) // different stacks may end in the same line
	var list []*WaitSite
	for _, s := range sites {
		k := WaitSite{State: s.State, Frame: s.Frame}
		if merged[k] == nil {
			merged[k] = &WaitSite{State: s.State, Frame: s.Frame}
			list = append(list, merged[k])
		}
		merged[k].add(*s)
	}
	slices.SortFunc(list, func(a, b *WaitSite) int {
		return cmp.Or(cmp.Compare(b.Total, a.Total), cmp.Compare(a.Frame.File, b.Frame.File),
			cmp.Compare(a.Frame.Line, b.Frame.Line), cmp.Compare(a.State, b.State))
	})
	out := make([]WaitSite, min(n, len(list)))
	for i := range out {
		out[i] = *list[i]
	}
	return out
}

// add counts o in. Of equally long waits the first stays the longest.
func (s *WaitSite) add(o WaitSite) {
	if o.Longest > s.Longest || s.Count == 0 ||
		o.Longest == s.Longest && (o.Goroutine < s.Goroutine || o.Goroutine == s.Goroutine && o.Span < s.Span) {
		s.Longest, s.Goroutine, s.Span = o.Longest, o.Goroutine, o.Span
	}
	s.Count += o.Count
	s.Total += o.Total
}
