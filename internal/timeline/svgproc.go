package timeline

import (
	"fmt"
	"slices"
	"time"
)

const procHigh = 22.0 // of a processor's row

// contended returns the processors if it matters which goroutine has one: when
// the program sets how many there are, or when for a good part of the time more
// goroutines could run than there are processors.
func contended(m *Model) []int {
	var procs []int
	for i, p := range m.Procs {
		if slices.ContainsFunc(p.Turns, func(t Turn) bool { return !m.Goroutines[t.Goroutine].System }) {
			procs = append(procs, i)
		}
	}
	const most = 8
	if len(procs) == 0 || len(procs) > most || m.Length < time.Millisecond {
		return nil
	}
	if len(m.Limits) > 1 || crowded(m, len(procs)) > .15 {
		return procs
	}
	return nil
}

// drawProcs draws, below the lanes, which goroutine each processor ran.
func (p *picture) drawProcs() {
	for k, i := range p.procs {
		y := p.bottom + 8 + procHigh*float64(k)
		p.text("s", 12, y+13, fmt.Sprintf("processor %d", p.m.Procs[i].ID))
		p.drawTurns(p.m.Procs[i].Turns, y+2)
	}
}

// drawTurns draws one box for each turn. Turns of the same goroutine, and turns too
// narrow to be seen, are joined.
func (p *picture) drawTurns(turns []Turn, y float64) {
	narrow := 1.5 * float64(p.coarse)
	for i := 0; i < len(turns); {
		row := p.rowOf(turns[i].Goroutine)
		x0, x1 := p.axis.x(turns[i].Start), p.axis.x(turns[i].End)
		j := i + 1
		for j < len(turns) && (p.rowOf(turns[j].Goroutine) == row || p.axis.x(turns[j].End) < x0+narrow) && p.axis.x(turns[j].Start) < x1+narrow {
			x1 = p.axis.x(turns[j].End)
			j++
		}
		i = j
		if row == None {
			continue
		}
		p.rect("proc", x0+.5, y, max(.8, x1-x0-1), procHigh-6)
		name := p.lanes[row].name
		if p.lanes[row].group() {
			name = p.m.Goroutines[p.lanes[row].of[0]].Base
		}
		if wide := monoWide(name, 9.5); wide+2 < x1-x0 {
			p.text("p m", (x0+x1)/2, y+11.5, name)
		}
	}
}
