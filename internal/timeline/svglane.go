package timeline

import (
	"fmt"
	"strings"
	"time"
)

// drawName writes a lane's name left of it, and the rule below it.
func (p *picture) drawName(row int) {
	l := &p.lanes[row]
	y := p.mid(row)
	p.line("rule", 10, p.top+p.high*float64(row+1), laneRight, p.top+p.high*float64(row+1))
	if l.about == "" {
		p.text("n", 12, y+4, shortenName(l.name, 18))
		return
	}
	p.text("n", 12, y-4, shortenName(l.name, 18))
	p.text("s", 12, y+9, shorten(l.about, 24))
}

// drawLane draws what one goroutine did.
func (p *picture) drawLane(row int) {
	l := &p.lanes[row]
	for i := 0; i < len(l.spans); i++ {
		x0, x1 := p.axis.x(l.spans[i].Start), p.axis.x(l.spanEnd(i))
		narrow := 1.5 * float64(p.coarse)
		if x1-x0 >= min(narrow, minStep-.1) {
			p.drawSpan(row, i, x0, x1)
			continue
		}
		// Too narrow to be seen: draw what it does most of the time until the
		// next column, so that a million spans make no more than a column each.
		j, longest := i, i
		for j < len(l.spans) && p.axis.x(l.spanEnd(j)) < x0+narrow {
			if l.spanEnd(j)-l.spans[j].Start > l.spanEnd(longest)-l.spans[longest].Start {
				longest = j
			}
			j++
		}
		p.drawSpan(row, longest, x0, min(x0+narrow, p.axis.x(l.end)+.5))
		i = max(i, j-1)
	}
	p.drawEnd(row)
}

func (p *picture) drawSpan(row, i int, x0, x1 float64) {
	y := p.mid(row)
	switch kind := lookOf(p.lanes[row].spans[i].State); kind {
	case lookRun:
		p.rect("run", x0, y-barHigh/2, x1-x0, barHigh)
	case lookReady:
		p.rect("ready", x0+.5, y-barHigh/2+.5, max(.5, x1-x0-1), barHigh-1)
	case lookCall:
		p.rect("call", x0+.75, y-barHigh/4, max(.5, x1-x0-1.5), barHigh/2)
	case lookNone:
	default:
		p.drawWait(row, i, x0, x1)
	}
}

// drawWait draws a wait as a line and writes what it waits for where there is
// room.
func (p *picture) drawWait(row, i int, x0, x1 float64) {
	l := &p.lanes[row]
	s := l.spans[i]
	y := p.mid(row)
	kind := lookOf(s.State)
	if p.waits[kind] == nil {
		p.waits[kind] = make(map[State]bool)
	}
	p.waits[kind][s.State] = true
	p.line(string(kind), x0, y, x1, y)

	forEver := i == len(l.spans)-1 && p.m.stuck(l.of[0])
	words := []string{s.State.String() + " " + length(l.spanEnd(i)-s.Start), s.State.String()}
	class := "w m t-" + string(kind)
	if forEver {
		class = "w m t-bad"
		words = []string{s.State.String() + ": still blocked at the end", "still blocked", s.State.String()}
	}
	for _, text := range words {
		wide := sansWide(text, 10.5)
		if wide+4 > x1-x0 {
			continue
		}
		room := x1 - x0 - wide - 4
		for _, share := range []float64{.5, .25, .75, 0, 1} { // of the room, left of the text
			mid := x0 + 2 + share*room + wide/2
			if p.claim(box{mid - wide/2, y - 15, mid + wide/2, y - 3}) {
				p.text(class, mid, y-4.5, text)
				return
			}
		}
	}
}

// drawEnd marks how a goroutine's lane ends: it returned, or it is blocked.
func (p *picture) drawEnd(row int) {
	l := &p.lanes[row]
	g := &p.m.Goroutines[l.of[0]]
	x, y := p.axis.x(l.end), p.mid(row)
	if g.Ended {
		p.line("end", x, y-barHigh/2-2, x, y+barHigh/2+2)
		return
	}
	if p.m.stuck(l.of[0]) {
		fmt.Fprintf(p.path("bad"), "M%s %sl8 8m0 -8l-8 8", num(x-9), num(y-4))
	}
}

// drawGroup draws how many goroutines of a group run, are ready and wait, as
// areas on top of each other.
func (p *picture) drawGroup(row int) {
	l := &p.lanes[row]
	step := 2 * float64(p.coarse)
	cols := int((laneRight - laneLeft) / step)
	run, ready, alive := make([]float64, cols), make([]float64, cols), make([]float64, cols)
	edges := make([]time.Duration, cols+1)
	for i := range edges {
		edges[i] = p.axis.time(laneLeft + step*float64(i))
	}
	for _, g := range l.of {
		tally(&p.m.Goroutines[g], edges, run, ready, alive)
	}
	floor, high := p.top+p.high*float64(row+1)-2, p.high-8
	scale := high / float64(len(l.of))
	p.area("g-wait", step, floor, alive, scale)
	for i := range ready {
		ready[i] += run[i]
	}
	p.area("ready", step, floor, ready, scale)
	p.area("run", step, floor, run, scale)
	p.used["group"] = true
	text := fmt.Sprintf("at most %d run at once", busiest(p.m, l.of))
	x, y := laneRight-4.0, p.top+p.high*float64(row)+12
	p.claim(box{x - sansWide(text, 10.5), y - 10, x, y + 2})
	p.text("s e o", x, y, text)
}

// tally adds, for each stretch between two edges, the share of it that the
// goroutine runs, is ready, and exists.
func tally(g *Goroutine, edges []time.Duration, run, ready, alive []float64) {
	col := 0
	for i, s := range g.Spans {
		from, to := s.Start, g.SpanEnd(i)
		for col > 0 && edges[col] > from {
			col--
		}
		for col < len(run) && edges[col+1] <= from {
			col++
		}
		for c := col; c < len(run) && edges[c] < to; c++ {
			wide := edges[c+1] - edges[c]
			if wide <= 0 {
				continue
			}
			share := float64(min(to, edges[c+1])-max(from, edges[c])) / float64(wide)
			alive[c] += share
			switch lookOf(s.State) {
			case lookRun, lookCall:
				run[c] += share
			case lookReady:
				ready[c] += share
			}
		}
	}
}

// area draws columns of a height as one shape with a level top.
func (p *picture) area(class string, step, floor float64, high []float64, scale float64) {
	var b strings.Builder
	for i := 0; i < len(high); {
		h := num(high[i] * scale)
		j := i + 1
		for j < len(high) && num(high[j]*scale) == h {
			j++
		}
		if h != "0" {
			wide := num(step * float64(j-i))
			fmt.Fprintf(&b, "M%s %sv-%sh%sv%sz", num(laneLeft+step*float64(i)), num(floor), h, wide, h)
		}
		i = j
	}
	if b.Len() > 0 {
		p.path(class).WriteString(b.String())
	}
}
