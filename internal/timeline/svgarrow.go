package timeline

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// An arrow joins two goroutines: one did something to the other.
type arrow struct {
	from, to   int // lanes
	at, arrive time.Duration
	text       string // a value
}

const maxArrows = 80 // of one kind; more show nothing

func (p *picture) drawArrows() {
	started, woken := p.edges()
	sent := p.messages()
	wakes := woken[:0]
	for _, w := range woken {
		if !slices.ContainsFunc(sent, func(s arrow) bool {
			return s.from == w.from && s.to == w.to && s.at <= w.at && w.at <= s.arrive
		}) {
			wakes = append(wakes, w)
		}
	}
	if len(wakes) <= maxArrows/p.coarse {
		for _, a := range wakes {
			p.drawArrow("wake", "wtip", a)
		}
	}
	for _, a := range started {
		p.drawArrow("go", "tip", a)
		fmt.Fprintf(p.path("tip"), "M%s %sm-2.6 0a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0-5.2 0",
			num(p.axis.x(a.at)), num(p.edge(a.from, a.to)))
	}
	p.drawMessages(sent)
}

// drawMessages draws the values, but for those in a stretch that is drawn small
// and those beyond what can be told apart.
func (p *picture) drawMessages(sent []arrow) {
	drawn := 0
	for _, a := range sent {
		if drawn == maxArrows/p.coarse || p.axis.small(a.at) && p.axis.small(a.arrive) {
			p.lost++
			continue
		}
		p.drawMessage(a)
		drawn++
	}
}

// edges returns who started and who woke whom. A group is started once.
func (p *picture) edges() (started, woken []arrow) {
	begun := make(map[int]bool) // groups that have their arrow
	for row := range p.lanes {
		l := &p.lanes[row]
		for _, g := range l.of {
			parent, ok := p.row[p.m.Goroutines[g].Parent]
			if ok && parent != row && !begun[row] {
				at := p.m.Goroutines[g].Start()
				started = append(started, arrow{from: parent, to: row, at: at, arrive: at})
				begun[row] = true
			}
		}
		if l.group() {
			continue
		}
		for i, s := range l.spans {
			if i == 0 || s.By == None || !s.State.Runnable() || !l.spans[i-1].State.Waiting() {
				continue
			}
			if from, ok := p.row[s.By]; ok && from != row && !p.lanes[from].group() {
				woken = append(woken, arrow{from: from, to: row, at: s.Start, arrive: s.Start})
			}
		}
	}
	return started, woken
}

// messages returns the values that went from one lane to another.
func (p *picture) messages() []arrow {
	var sent []arrow
	for _, x := range p.m.Messages {
		if !p.alone(x.From) || !p.alone(x.To) || x.From == x.To {
			continue
		}
		sent = append(sent, arrow{from: p.row[x.From], to: p.row[x.To], at: x.Sent, arrive: x.Received, text: x.Value})
	}
	return sent
}

// edge returns where a lane's bar meets an arrow to or from another lane.
func (p *picture) edge(row, other int) float64 {
	if p.lanes[row].group() && other < row {
		return p.top + p.high*float64(row) + 6
	}
	if other > row {
		return p.mid(row) + barHigh/2
	}
	return p.mid(row) - barHigh/2
}

func (p *picture) drawArrow(class, tip string, a arrow) {
	x0, y0 := p.axis.x(a.at), p.edge(a.from, a.to)
	x1, y1 := p.axis.x(a.arrive), p.edge(a.to, a.from)
	p.line("halo", x0, y0, x1, y1)
	p.line(class, x0, y0, x1, y1)
	long := math.Hypot(x1-x0, y1-y0)
	if long < 1 {
		return
	}
	ux, uy := (x1-x0)/long, (y1-y0)/long // along the arrow
	const back, side = 6, 3
	fmt.Fprintf(p.path(tip), "M%s %sL%s %sL%s %sz", num(x1), num(y1),
		num(x1-back*ux-side*uy), num(y1-back*uy+side*ux),
		num(x1-back*ux+side*uy), num(y1-back*uy-side*ux))
}

// drawMessage draws an arrow with the value on it, if there is room.
func (p *picture) drawMessage(a arrow) {
	p.drawArrow("msg", "mtip", a)
	x0, y0 := p.axis.x(a.at), p.edge(a.from, a.to)
	x1, y1 := p.axis.x(a.arrive), p.edge(a.to, a.from)
	text := shorten(a.text, 14)
	wide := monoWide(text, 10.5) + 6
	for _, share := range []float64{.5, .35, .65, .2, .8} {
		x, y := x0+share*(x1-x0), y0+share*(y1-y0)
		x = min(max(x, laneLeft+wide/2), laneRight-wide/2)
		if p.claim(box{x - wide/2, y - 7, x + wide/2, y + 7}) {
			fmt.Fprintf(&p.texts, `<rect class="pill" x="%s" y="%s" width="%s" height="14" rx="4"/>`+"\n",
				num(x-wide/2), num(y-7), num(wide))
			p.text("v m", x, y+3.5, text)
			return
		}
	}
	p.lost++
}

// drawNotes marks the moments that the code noted.
func (p *picture) drawNotes() {
	for _, n := range p.m.Notes {
		if !p.alone(n.Goroutine) {
			continue
		}
		x, y := p.axis.x(n.At), p.mid(p.row[n.Goroutine])-barHigh/2
		if !p.claim(box{x - 1, y - 3, x + 1, y - 1}) {
			continue // there is one already
		}
		fmt.Fprintf(p.path("note"), "M%s %sl-3.5 -6h7z", num(x), num(y-1))
		text := shorten(n.Text, 40)
		wide := sansWide(text, 10.5)
		for _, place := range []struct {
			x     float64
			class string
			x0    float64
		}{{x + 6, "w", x + 6}, {x - 6, "w e", x - 6 - wide}} { // right or left of it
			if place.x0 < laneLeft || place.x0+wide > laneRight {
				continue
			}
			if p.claim(box{place.x0, y - 12, place.x0 + wide, y - 1}) {
				p.text(place.class, place.x, y-2.5, text)
				break
			}
		}
	}
}
