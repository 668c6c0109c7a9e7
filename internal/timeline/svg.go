package timeline

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"
)

// PictureOptions say what a picture tells besides the model.
type PictureOptions struct {
	Title string // the headline; empty, there is none
	About string // a line below it
}

const (
	pictureWide = 830 // what GitHub gives an image in a README
	laneLeft    = 152 // where time begins
	laneRight   = pictureWide - 16
	barHigh     = 14
	axisHigh    = 26
)

// SVG draws the model: a lane for each goroutine, what it did and waited for,
// who started and woke it, what was sent. The same model always gives the same
// bytes. A picture stays small and legible whatever the model holds: many
// goroutines are folded, and a stretch with too many steps is drawn small.
func SVG(w io.Writer, m *Model, o PictureOptions) error {
	var svg []byte
	for coarse := 1; ; coarse *= 2 {
		p := newPicture(m, o, coarse)
		p.draw()
		if svg = p.bytes(); len(svg) <= MaxPicture || coarse == coarsest {
			break
		}
	}
	_, err := w.Write(svg)
	return err
}

// MaxPicture is what a picture may weigh, in bytes.
const MaxPicture = 60 << 10

const coarsest = 16

// A picture is an SVG in the making. Shapes of one kind are gathered in one
// path, which keeps the file small.
type picture struct {
	m     *Model
	o     PictureOptions
	lanes []lane
	row   map[int32]int // the lane of each goroutine
	axis  *axis

	high   float64 // of one lane
	top    float64 // of the first lane
	bottom float64 // of the last lane
	floor  float64 // of what is below the lanes
	procs  []int   // the processors that are drawn

	paths map[string]*strings.Builder // by class
	texts bytes.Buffer
	boxes []box // what texts occupy
	used  map[string]bool
	waits map[look]map[State]bool // which waits the legend has to name
	lost  int                     // values that found no room

	coarse int // how much less detail than possible is drawn: 1, 2, 4 ...
}

type box struct{ x0, y0, x1, y1 float64 }

func newPicture(m *Model, o PictureOptions, coarse int) *picture {
	p := &picture{
		m: m, o: o, coarse: coarse,
		paths: make(map[string]*strings.Builder),
		used:  make(map[string]bool),
		waits: make(map[look]map[State]bool),
	}
	p.layOut()
	p.high = 42
	if len(p.lanes) > 8 {
		p.high = 36
	}
	p.top = 14 + axisHigh
	if o.Title != "" {
		p.top += 22
	}
	if o.About != "" {
		p.top += 16
	}
	p.bottom = p.top + p.high*float64(len(p.lanes))
	p.procs = contended(m)
	p.floor = p.bottom
	if len(p.procs) > 0 {
		p.floor += 8 + procHigh*float64(len(p.procs))
	}
	return p
}

// crowdedAxis is how many moments a picture takes before it begins to leave out
// what the program did not do itself.
const crowdedAxis = 100

// layOut chooses lanes and axis. If much happens, it leaves out interruptions
// by the runtime, longer and longer ones.
func (p *picture) layOut() {
	for _, blip := range []time.Duration{0, 10 * time.Microsecond, 100 * time.Microsecond, time.Millisecond} {
		p.lanes = lanes(p.m, blip)
		p.row = make(map[int32]int)
		for i, l := range p.lanes {
			for _, g := range l.of {
				p.row[g] = i
			}
		}
		p.axis = newAxis(p.moments(), laneLeft, laneRight)
		if len(p.axis.times) <= crowdedAxis {
			return
		}
	}
}

// moments returns the times at which something happens that the picture shows.
func (p *picture) moments() []time.Duration {
	times := []time.Duration{0, p.m.Length}
	for i := range p.lanes {
		l := &p.lanes[i]
		if l.group() {
			first, last := p.m.Length, time.Duration(0)
			for _, g := range l.of {
				first = min(first, p.m.Goroutines[g].Start())
				last = max(last, p.m.Goroutines[g].End)
			}
			times = append(times, first, last)
			continue
		}
		for _, s := range l.spans {
			times = append(times, s.Start)
		}
		times = append(times, l.end)
	}
	for _, x := range p.m.Messages {
		if p.alone(x.From) {
			times = append(times, x.Sent)
		}
		if p.alone(x.To) {
			times = append(times, x.Received)
		}
	}
	for _, n := range p.m.Notes {
		if p.alone(n.Goroutine) {
			times = append(times, n.At)
		}
	}
	return times
}

// alone reports whether a goroutine has a lane of its own.
func (p *picture) alone(g int32) bool {
	row, ok := p.row[g]
	return ok && !p.lanes[row].group()
}

// rowOf returns the lane of a goroutine, or None: those of the runtime have none.
func (p *picture) rowOf(g int32) int {
	if row, ok := p.row[g]; ok {
		return row
	}
	return None
}

// mid returns the height of the middle of a lane's bars.
func (p *picture) mid(row int) float64 {
	return p.top + p.high*float64(row) + p.high - barHigh/2 - 8
}

func (p *picture) draw() {
	p.drawAxis()
	p.drawNotes() // before the words of waits: of two texts in one place the first stays
	for i := range p.lanes {
		p.drawName(i)
		if p.lanes[i].group() {
			p.drawGroup(i)
		} else {
			p.drawLane(i)
		}
	}
	p.drawProcs()
	p.drawArrows()
}

// path returns the path of a class.
func (p *picture) path(class string) *strings.Builder {
	b := p.paths[class]
	if b == nil {
		b = new(strings.Builder)
		p.paths[class] = b
	}
	p.used[class] = true
	return b
}

func (p *picture) rect(class string, x, y, w, h float64) {
	fmt.Fprintf(p.path(class), "M%s %sh%sv%sh-%sz", num(x), num(y), num(w), num(h), num(w))
}

func (p *picture) line(class string, x0, y0, x1, y1 float64) {
	fmt.Fprintf(p.path(class), "M%s %sL%s %s", num(x0), num(y0), num(x1), num(y1))
}

// text writes text with its baseline at y; class may hold an anchor.
func (p *picture) text(class string, x, y float64, text string) {
	fmt.Fprintf(&p.texts, `<text class="%s" x="%s" y="%s">%s</text>`+"\n", class, num(x), num(y), escape(text))
}

// claim takes the room of a text if nothing is there yet.
func (p *picture) claim(b box) bool {
	for _, o := range p.boxes {
		if b.x0 < o.x1 && o.x0 < b.x1 && b.y0 < o.y1 && o.y0 < b.y1 {
			return false
		}
	}
	p.boxes = append(p.boxes, b)
	return true
}

// num writes a coordinate with at most one decimal.
func num(x float64) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", x), ".0")
}

// Text can't be measured here, so its width is guessed from the number of its
// characters: a little too wide rather than too narrow.
func sansWide(text string, size float64) float64 { return 0.53 * size * float64(len([]rune(text))) }
func monoWide(text string, size float64) float64 { return 0.61 * size * float64(len([]rune(text))) }

func escape(text string) string {
	clean := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0xFFFE || r == 0xFFFF {
			return ' ' // XML has no place for control characters
		}
		return r
	}, strings.ToValidUTF8(text, "?"))
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(clean)
}

// shortenName makes a name fit. The end of a function's name tells more than its
// beginning, so that goes first: the package, then the type.
func shortenName(name string, most int) string {
	r := []rune(name)
	if len(r) <= most {
		return name
	}
	for i, c := range r {
		if left := len(r) - i - 1; c == '.' && left <= most && left >= most/2 {
			return string(r[i+1:])
		}
	}
	return "…" + string(r[len(r)-most+1:])
}

func shorten(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return text
}

// length writes a duration as a person would say it: two digits that matter.
func length(d time.Duration) string {
	switch {
	case d < time.Microsecond:
		return fmt.Sprintf("%d ns", d.Nanoseconds())
	case d < time.Millisecond:
		return digits(float64(d)/1e3) + " µs"
	case d < time.Second:
		return digits(float64(d)/1e6) + " ms"
	}
	return digits(float64(d)/1e9) + " s"
}

func digits(x float64) string {
	if x < 9.95 {
		return strings.TrimSuffix(fmt.Sprintf("%.1f", x), ".0")
	}
	return fmt.Sprintf("%.0f", x)
}
