package timeline

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"
)

// A lane is one row of a picture: a goroutine, or several that do the same.
type lane struct {
	name  string
	about string // a second line: where it was started, how many
	spans []Span // of one goroutine, simplified
	end   time.Duration
	of    []int32 // the goroutines: one, or a group's
}

func (l *lane) group() bool { return len(l.of) > 1 }

const (
	maxLanes    = 14 // more goroutines than these are folded
	foldAbove   = 5  // of more goroutines with one base, only a few are drawn
	shownOfFold = 3
)

// lanes lays out the program's goroutines in rows, in the order of their creation.
// When there are too many, of each kind the first few are drawn and the others
// folded into one row; when that is not enough, all kinds are folded. Interruptions
// up to blip are left out.
func lanes(m *Model, blip time.Duration) []lane {
	all := make([]int32, 0, len(m.Goroutines))
	for i := range m.Goroutines {
		if g := &m.Goroutines[i]; len(g.Spans) > 0 && !g.System {
			all = append(all, int32(i))
		}
	}
	slices.SortStableFunc(all, func(a, b int32) int {
		return int(m.Goroutines[a].Start() - m.Goroutines[b].Start())
	})
	if len(all) <= maxLanes {
		return fold(m, all, blip, len(all)+1, 0)
	}
	rows := fold(m, all, blip, foldAbove, shownOfFold)
	if len(rows) > maxLanes {
		rows = fold(m, all, blip, 1, 0)
	}
	if len(rows) > maxLanes {
		rows = foldRest(m, rows)
	}
	return rows
}

// fold makes a lane for each goroutine, except of those kinds that have more
// than above: they get shown lanes and one for the others.
func fold(m *Model, all []int32, blip time.Duration, above, shown int) []lane {
	kinds := make(map[string][]int32)
	for _, g := range all {
		kinds[m.Goroutines[g].Base] = append(kinds[m.Goroutines[g].Base], g)
	}
	var rows []lane
	seen := make(map[string]int)
	for _, g := range all {
		base := m.Goroutines[g].Base
		kind := kinds[base]
		seen[base]++
		switch {
		case len(kind) <= above || seen[base] <= shown:
			rows = append(rows, single(m, g, blip))
		case seen[base] == shown+1:
			rows = append(rows, folded(kind[shown:], base, shown))
		}
	}
	return rows
}

// foldRest keeps the first lanes and folds all others into one.
func foldRest(m *Model, rows []lane) []lane {
	var rest []int32
	for _, l := range rows[maxLanes-1:] {
		rest = append(rest, l.of...)
	}
	return append(rows[:maxLanes-1:maxLanes-1], folded(rest, "", 0))
}

func folded(of []int32, base string, shown int) lane {
	l := lane{of: of}
	switch {
	case base == "":
		l.name = fmt.Sprintf("%d more", len(of))
	case shown == 0:
		l.name = fmt.Sprintf("%d ×", len(of))
		l.about = base
	default:
		l.name = fmt.Sprintf("%d more like", len(of))
		l.about = base
	}
	return l
}

// single is the lane of one goroutine.
func single(m *Model, i int32, blip time.Duration) lane {
	g := &m.Goroutines[i]
	l := lane{name: g.Name, spans: simplify(g, blip), end: g.End, of: []int32{i}}
	if g.Created != None {
		for _, f := range m.Stacks[g.Created] {
			frame := m.Frames[f]
			if !wrapper(frame.Func) && !machinery(frame.Func) {
				l.about = fmt.Sprintf("go at %s:%d", base(frame.File), frame.Line)
				break
			}
		}
	}
	return l
}

// base is the last element of a path in a trace, which may come from Windows.
func base(file string) string { return path.Base(strings.ReplaceAll(file, `\`, "/")) }

// shortCall is the longest system call that is drawn as running. A write to a
// pipe takes microseconds, keeps its processor and teaches nothing here.
const shortCall = 200 * time.Microsecond

// simplify returns the spans of a goroutine without those that only the
// scheduler cares about: short system calls, and interruptions by the runtime
// that last no longer than blip.
func simplify(g *Goroutine, blip time.Duration) []Span {
	var spans []Span
	for i := 0; i < len(g.Spans); i++ {
		s := g.Spans[i]
		if s.State == Syscall && g.SpanEnd(i)-s.Start < shortCall {
			s.State = Running
		}
		running := len(spans) > 0 && spans[len(spans)-1].State == Running
		if running {
			if back := resumes(g, i); back > i && g.Spans[back].Start-s.Start <= blip {
				i = back
				continue
			}
		}
		if running && s.State == Running {
			continue
		}
		spans = append(spans, s)
	}
	return spans
}

// resumes returns the index of the span in which g runs again after the
// runtime, and nobody else, interrupted it in span i. It returns i if that is
// not what happened.
func resumes(g *Goroutine, i int) int {
	for j := i; j < len(g.Spans); j++ {
		switch g.Spans[j].State {
		case Running:
			return j
		case Preempted, Yielded, Collector, Waiting:
		case Ready:
			if j == i {
				return i
			}
		default:
			return i
		}
	}
	return i
}

func (l *lane) spanEnd(i int) time.Duration {
	if i+1 < len(l.spans) {
		return l.spans[i+1].Start
	}
	return l.end
}
