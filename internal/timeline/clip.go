package timeline

import (
	"fmt"
	"slices"
	"time"
)

// Clip returns the part of the model that lies in the first region of this name:
// its time, the goroutine that the region belongs to, and every goroutine of
// the program that is created meanwhile. Times count from the beginning of the
// region. What was there before the region, the tracer for one, is left out.
func (m *Model) Clip(region string) (*Model, error) {
	i := slices.IndexFunc(m.Regions, func(r Region) bool { return r.Name == region })
	if i < 0 {
		return nil, fmt.Errorf("the trace has no region %q", region)
	}
	r := m.Regions[i]
	return m.cut(r.Start, r.End, func(i int32, g *Goroutine) bool {
		if i == r.Goroutine {
			return true
		}
		return g.born && !g.System && g.Start() >= r.Start && g.Start() < r.End
	}), nil
}

// Program returns the model without the goroutines of the runtime and the
// tracer.
func (m *Model) Program() *Model {
	return m.cut(0, m.Length, func(_ int32, g *Goroutine) bool { return !g.System })
}

// cut returns the model between two times, with the goroutines for which keep
// is true.
func (m *Model) cut(from, to time.Duration, keep func(int32, *Goroutine) bool) *Model {
	out := &Model{Stacks: m.Stacks, Frames: m.Frames, Length: to - from, Cut: m.Cut}
	place := make([]int32, len(m.Goroutines)) // new index of each goroutine
	for i := range m.Goroutines {
		place[i] = None
		if g := &m.Goroutines[i]; keep(int32(i), g) && g.Start() <= to && g.End >= from {
			place[i] = int32(len(out.Goroutines))
			out.Goroutines = append(out.Goroutines, cutGoroutine(g, from, to))
		}
	}
	renumber := func(i int32) int32 {
		if i == None {
			return None
		}
		return place[i]
	}
	for i := range out.Goroutines {
		g := &out.Goroutines[i]
		g.Parent = renumber(g.Parent)
		for j := range g.Spans {
			g.Spans[j].By = renumber(g.Spans[j].By)
		}
	}
	m.cutProcs(out, from, to, renumber)
	m.cutEvents(out, from, to, renumber)
	number(out.Goroutines)
	return out
}

// cutGoroutine returns the goroutine between two times, which count from the
// first of them in the result.
func cutGoroutine(g *Goroutine, from, to time.Duration) Goroutine {
	out := *g
	out.Spans = nil
	for i, s := range g.Spans {
		if s.Start >= to {
			break
		}
		if g.SpanEnd(i) <= from {
			continue
		}
		if s.Start < from {
			s.By = None
		}
		s.Start = max(s.Start, from) - from
		out.Spans = append(out.Spans, s)
	}
	if g.End > to {
		out.Ended = false
	}
	out.End = min(g.End, to) - from
	return out
}

func (m *Model) cutProcs(out *Model, from, to time.Duration, renumber func(int32) int32) {
	for _, p := range m.Procs {
		cut := Proc{ID: p.ID}
		for _, r := range p.Turns {
			if r.End <= from || r.Start >= to || renumber(r.Goroutine) == None {
				continue
			}
			cut.Turns = append(cut.Turns, Turn{
				Start:     max(r.Start, from) - from,
				End:       min(r.End, to) - from,
				Goroutine: renumber(r.Goroutine),
			})
		}
		out.Procs = append(out.Procs, cut)
	}
}

func (m *Model) cutEvents(out *Model, from, to time.Duration, renumber func(int32) int32) {
	for _, x := range m.Messages {
		x.From, x.To = renumber(x.From), renumber(x.To)
		if x.Received < from || x.Sent > to || x.From == None && x.To == None {
			continue
		}
		x.Sent, x.Received = max(x.Sent, from)-from, min(x.Received, to)-from
		out.Messages = append(out.Messages, x)
	}
	for _, n := range m.Notes {
		if n.Goroutine = renumber(n.Goroutine); n.Goroutine != None && n.At >= from && n.At <= to {
			n.At -= from
			out.Notes = append(out.Notes, n)
		}
	}
	for _, r := range m.Regions {
		if r.Goroutine = renumber(r.Goroutine); r.Goroutine != None && r.End >= from && r.Start <= to {
			r.Start, r.End = max(r.Start, from)-from, min(r.End, to)-from
			out.Regions = append(out.Regions, r)
		}
	}
	for _, l := range m.Limits {
		if l.At > to {
			break
		}
		if l.At <= from {
			out.Limits = nil // this one holds when the part begins
		}
		l.At = max(l.At, from) - from
		out.Limits = append(out.Limits, l)
	}
	for _, p := range m.Pauses {
		if p.End >= from && p.Start <= to {
			p.Start, p.End = max(p.Start, from)-from, min(p.End, to)-from
			out.Pauses = append(out.Pauses, p)
		}
	}
}
