package timeline

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// layers are the classes of paths in the order in which they are drawn.
var layers = []string{
	"band", "rule", "g-wait", "chan", "lock", "time", "other", "ready", "run", "call", "proc", "end", "bad",
	"halo", "wake", "wtip", "go", "tip", "msg", "mtip", "note", "zig",
}

// bytes puts the picture together.
func (p *picture) bytes() []byte {
	legend, high := p.legend(p.floor + 24)
	var out bytes.Buffer
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%s" viewBox="0 0 %[1]d %[2]s" role="img" aria-labelledby="t d">`+"\n",
		pictureWide, num(high))
	fmt.Fprintf(&out, "<title id=\"t\">%s</title>\n<desc id=\"d\">%s</desc>\n", escape(p.title()), escape(p.describe()))
	fmt.Fprintf(&out, "<style>%s</style>\n", style)
	out.WriteString(`<defs><pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M2 0v4"/></pattern></defs>` + "\n")
	fmt.Fprintf(&out, `<rect class="bg" x=".5" y=".5" width="%d" height="%s" rx="6"/>`+"\n", pictureWide-1, num(high-1))
	for _, class := range layers {
		if b := p.paths[class]; b != nil {
			fmt.Fprintf(&out, `<path class="%s" d="%s"/>`+"\n", class, b)
		}
	}
	y := 24.0
	if p.o.Title != "" {
		fmt.Fprintf(&out, `<text class="h" x="12" y="%s">%s</text>`+"\n", num(y), escape(p.o.Title))
		y += 17
	}
	if p.o.About != "" {
		fmt.Fprintf(&out, `<text class="s" x="12" y="%s">%s</text>`+"\n", num(y), escape(p.o.About))
	}
	out.Write(p.texts.Bytes())
	out.Write(legend)
	out.WriteString("</svg>\n")
	return out.Bytes()
}

func (p *picture) title() string {
	if p.o.Title != "" {
		return p.o.Title
	}
	return "An execution, goroutine by goroutine"
}

// describe tells in words what the picture shows, for those who can't see it.
func (p *picture) describe() string {
	var s []string
	for i := range p.lanes {
		l := &p.lanes[i]
		if l.group() {
			s = append(s, fmt.Sprintf("%s %s.", l.name, l.about))
			continue
		}
		s = append(s, p.describeLane(l))
	}
	return strings.Join(s, " ")
}

func (p *picture) describeLane(l *lane) string {
	g := &p.m.Goroutines[l.of[0]]
	text := l.name
	if row, ok := p.row[g.Parent]; ok {
		text += ", started by " + p.lanes[row].name + ","
	}
	var waits []string
	for i, s := range l.spans {
		if !s.State.Waiting() {
			continue
		}
		wait := fmt.Sprintf("%s %s", s.State, length(l.spanEnd(i)-s.Start))
		if by := p.m.Goroutines[l.of[0]].End; l.spanEnd(i) == by && !g.Ended {
			wait += " and still"
		}
		waits = append(waits, wait)
	}
	const most = 6
	if len(waits) > most {
		waits = append(waits[:most], fmt.Sprintf("and %d more", len(waits)-most))
	}
	if len(waits) == 0 {
		return text + " never waits."
	}
	return text + " waits: " + strings.Join(waits, ", ") + "."
}

// An entry is one line of the legend: a sign of a width and what it means.
type entry struct {
	sign func(x, y float64) string
	text string
}

// legend writes what the signs in the picture mean, and only those, beginning
// at y. It returns the height of the whole picture too.
func (p *picture) legend(y float64) ([]byte, float64) {
	var out bytes.Buffer
	x := 12.0
	for _, e := range p.entries() {
		wide := 34 + sansWide(e.text, 10.5)
		if x > 12 && x+wide > laneRight {
			x, y = 12, y+19
		}
		out.WriteString(e.sign(x, y-4))
		fmt.Fprintf(&out, `<text class="w" x="%s" y="%s">%s</text>`+"\n", num(x+28), num(y), escape(e.text))
		x += wide + 10
	}
	y += 18
	for _, line := range p.remarks() {
		fmt.Fprintf(&out, `<text class="s" x="12" y="%s">%s</text>`+"\n", num(y), escape(line))
		y += 14
	}
	return out.Bytes(), y
}

func (p *picture) entries() []entry {
	bar := func(class string, high float64) func(x, y float64) string {
		return func(x, y float64) string {
			return fmt.Sprintf(`<path class="%s" d="M%s %sh22v%sh-22z"/>`, class, num(x+.5), num(y-high/2), num(high))
		}
	}
	line := func(class string) func(x, y float64) string {
		return func(x, y float64) string {
			return fmt.Sprintf(`<path class="%s" d="M%s %sh22"/>`, class, num(x), num(y))
		}
	}
	pointer := func(class, tip, more string) func(x, y float64) string {
		return func(x, y float64) string {
			return fmt.Sprintf(`<path class="%s" d="M%s %sh18"/><path class="%s" d="M%s %sl-6 -3v6z"/>`+more,
				class, num(x), num(y), tip, num(x+22), num(y))
		}
	}
	var list []entry
	if p.used["run"] {
		list = append(list, entry{bar("run", 12), lookRun.what()})
	}
	if p.used["ready"] {
		list = append(list, entry{bar("ready", 11), lookReady.what()})
	}
	if p.used["call"] {
		list = append(list, entry{bar("call", 7), lookCall.what()})
	}
	for _, k := range waitLooks {
		if len(p.waits[k]) > 0 {
			list = append(list, entry{line(string(k)), k.what() + waitNames(p.waits[k])})
		}
	}
	if p.used["g-wait"] {
		list = append(list, entry{bar("g-wait", 12), "of a group: how many wait"})
	}
	if p.used["go"] {
		list = append(list, entry{func(x, y float64) string {
			return pointer("go", "tip", "")(x, y) + fmt.Sprintf(`<circle class="tip" cx="%s" cy="%s" r="2.6"/>`, num(x+2), num(y))
		}, "starts a goroutine"})
	}
	if p.used["wake"] {
		list = append(list, entry{pointer("wake", "wtip", ""), "wakes it: ends its wait"})
	}
	if p.used["msg"] {
		list = append(list, entry{pointer("msg", "mtip", ""), "sends it a value"})
	}
	if p.used["proc"] {
		list = append(list, entry{bar("proc", 12), "on this processor"})
	}
	if p.used["end"] {
		list = append(list, entry{func(x, y float64) string {
			return fmt.Sprintf(`<path class="run" d="M%s %sh14v12h-14z"/><path class="end" d="M%s %sv18"/>`, num(x), num(y-6), num(x+14), num(y-9))
		}, "returns"})
	}
	if p.used["bad"] {
		list = append(list, entry{func(x, y float64) string {
			return fmt.Sprintf(`<path class="bad" d="M%s %sl8 8m0 -8l-8 8"/>`, num(x+7), num(y-4))
		}, "still blocked at the end"})
	}
	if p.used["note"] {
		list = append(list, entry{func(x, y float64) string {
			return fmt.Sprintf(`<path class="note" d="M%s %sl-3.5 -6h7z"/>`, num(x+11), num(y+3))
		}, "a note of the program"})
	}
	return list
}

// waitNames lists the waits of a class, if the class has more than one kind.
func waitNames(states map[State]bool) string {
	var names []string
	for s := range states {
		names = append(names, s.String())
	}
	slices.Sort(names)
	if len(names) == 1 && states[Waiting] {
		return ""
	}
	return " (" + strings.Join(names, ", ") + ")"
}

// remarks are the sentences below the legend.
func (p *picture) remarks() []string {
	text := "Time runs from left to right, not to scale: a longer step is wider, but not in proportion."
	if len(p.axis.cuts) > 0 {
		text = "Time runs from left to right, not to scale. Shaded: much shortened, the true length is above."
	}
	lines := []string{text}
	if p.m.Cut != "" {
		lines = append(lines, "Incomplete: "+p.m.Cut+".")
	}
	if p.lost > 0 {
		lines = append(lines, fmt.Sprintf("Of the values that were sent, %d found no room.", p.lost))
	}
	return lines
}
