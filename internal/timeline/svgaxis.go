package timeline

import "fmt"

// drawAxis draws the time axis, its ends, and the stretches that are shortened.
func (p *picture) drawAxis() {
	y := p.top - 8
	p.line("rule", laneLeft, y, laneRight, y)
	p.text("s", 12, y-7, "time →")
	for _, t := range []struct {
		class string
		x     float64
		text  string
	}{{"s", laneLeft, "0"}, {"s e", laneRight, length(p.m.Length)}} {
		wide := sansWide(t.text, 10.5)
		x0 := t.x
		if t.class == "s e" {
			x0 -= wide
		}
		if p.claim(box{x0 - 5, y - 17, x0 + wide + 5, y - 6}) {
			p.text(t.class, t.x, y-7, t.text)
		}
	}
	for _, c := range p.axis.cuts {
		p.rect("band", c.x0, y, c.x1-c.x0, p.floor-y)
		mid := (c.x0 + c.x1) / 2
		fmt.Fprintf(p.path("zig"), "M%s %sl3 -8m3 0l-3 8", num(mid-3), num(y+4))
		text := length(c.to - c.from)
		if c.steps > 0 {
			text = fmt.Sprintf("%s, %d steps", text, c.steps)
			p.used["dense"] = true
		}
		wide := sansWide(text, 10.5)
		if p.claim(box{mid - wide/2, y - 17, mid + wide/2, y - 6}) {
			p.text("s m", mid, y-7, text)
		}
	}
}
