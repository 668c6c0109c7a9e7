package timeline

import "strconv"

// pageData is what the page needs besides spans and turns. Tables are columns,
// since a hundred thousand objects would repeat their keys as often.
type pageData struct {
	Title   string   `json:"title"`
	About   string   `json:"about"`
	Cut     string   `json:"cut"`
	Length  int64    `json:"length"`
	States  []string `json:"states"` // a word for each
	Long    []string `json:"long"`   // and a sentence
	Looks   []look   `json:"looks"`  // and a class
	Funcs   []string `json:"funcs"`
	Files   []string `json:"files"`
	Frames  [][3]int `json:"frames"` // function, file, line
	Stacks  []Stack  `json:"stacks"`
	Site    []int32  `json:"site"` // for each stack the frame that matters, or None
	Name    []string `json:"name"`
	Func    []int32  `json:"func"` // None if not known
	ID      []int64  `json:"id"`
	Parent  []int32  `json:"parent"`
	Created []int32  `json:"created"`
	Flags   []int    `json:"flags"` // flagSystem, flagEnded, flagBlocked
	End     []int64  `json:"end"`
	Procs   []int64  `json:"procs"`
	Spans   int      `json:"spans"` // how many there are in all

	Messages []pageMessage `json:"messages"`
	Notes    []pageNote    `json:"notes"`
	Regions  []pageRegion  `json:"regions"`
	Pauses   []pagePause   `json:"pauses"`
	Waits    []pageWait    `json:"waits"`
}

const (
	flagSystem  = 1
	flagEnded   = 2
	flagBlocked = 4
)

type pageMessage struct {
	Channel  string `json:"c"`
	Value    string `json:"v"`
	From     int32  `json:"f"`
	To       int32  `json:"t"`
	Sent     int64  `json:"s"`
	Received int64  `json:"r"`
}

type pageNote struct {
	At        int64  `json:"at"`
	Goroutine int32  `json:"g"`
	Text      string `json:"text"`
}

type pageRegion struct {
	Name      string `json:"name"`
	Goroutine int32  `json:"g"`
	Start     int64  `json:"s"`
	End       int64  `json:"e"`
}

type pagePause struct {
	Name  string `json:"name"`
	Start int64  `json:"s"`
	End   int64  `json:"e"`
}

type pageWait struct {
	State     State  `json:"state"`
	Place     string `json:"place"`
	Count     int    `json:"count"`
	Total     int64  `json:"total"`
	Longest   int64  `json:"longest"`
	Goroutine int32  `json:"g"`
	Span      int    `json:"span"`
}

const (
	mostWaits    = 50    // sites in the list of waits
	mostMessages = 50000 // values, notes and regions each; a page of more is no page
)

func newPageData(m *Model, o PageOptions) *pageData {
	d := &pageData{
		Title: o.Title, About: o.About, Cut: m.Cut, Length: int64(m.Length),
		Stacks: append([]Stack{}, m.Stacks...), Site: make([]int32, len(m.Stacks)),
		// The page wants lists, if empty ones, where Go would write null.
		Name: []string{}, Funcs: []string{}, Files: []string{}, Frames: [][3]int{}, Procs: []int64{}, End: []int64{}, Messages: []pageMessage{}, Notes: []pageNote{},
		Regions: []pageRegion{}, Pauses: []pagePause{}, Waits: []pageWait{},
	}
	for s := range numStates {
		d.States = append(d.States, s.String())
		d.Long = append(d.Long, s.Long())
		d.Looks = append(d.Looks, lookOf(s))
	}
	funcs, files := newTable(&d.Funcs), newTable(&d.Files)
	for _, f := range m.Frames {
		d.Frames = append(d.Frames, [3]int{funcs(f.Func), files(f.File), f.Line})
	}
	for i, stack := range m.Stacks {
		d.Site[i] = None
		for _, f := range stack {
			if !machinery(m.Frames[f].Func) {
				d.Site[i] = f
				break
			}
		}
	}
	for i := range m.Goroutines {
		g := &m.Goroutines[i]
		fn := int32(None)
		if g.Func != "" {
			fn = int32(funcs(g.Func))
		}
		d.Spans += len(g.Spans)
		d.Name, d.Func, d.ID = append(d.Name, g.Name), append(d.Func, fn), append(d.ID, g.ID)
		d.Parent, d.Created = append(d.Parent, g.Parent), append(d.Created, g.Created)
		d.Flags, d.End = append(d.Flags, m.flags(int32(i))), append(d.End, int64(g.End))
	}
	for _, p := range m.Procs {
		d.Procs = append(d.Procs, p.ID)
	}
	d.addEvents(m)
	return d
}

func (m *Model) flags(i int32) int {
	f, g := 0, &m.Goroutines[i]
	if g.System {
		f |= flagSystem
	}
	if g.Ended {
		f |= flagEnded
	}
	if m.stuck(i) {
		f |= flagBlocked
	}
	return f
}

func (d *pageData) addEvents(m *Model) {
	for _, x := range m.Messages[:min(mostMessages, len(m.Messages))] {
		d.Messages = append(d.Messages, pageMessage{x.Channel, x.Value, x.From, x.To, int64(x.Sent), int64(x.Received)})
	}
	for _, n := range m.Notes[:min(mostMessages, len(m.Notes))] {
		d.Notes = append(d.Notes, pageNote{int64(n.At), n.Goroutine, n.Text})
	}
	for _, r := range m.Regions[:min(mostMessages, len(m.Regions))] {
		d.Regions = append(d.Regions, pageRegion{r.Name, r.Goroutine, int64(r.Start), int64(r.End)})
	}
	for _, p := range m.Pauses[:min(mostMessages, len(m.Pauses))] {
		d.Pauses = append(d.Pauses, pagePause{p.Name, int64(p.Start), int64(p.End)})
	}
	for _, s := range m.LongestWaits(mostWaits) {
		d.Waits = append(d.Waits, pageWait{s.State, place(s.Frame), s.Count, int64(s.Total), int64(s.Longest), s.Goroutine, s.Span})
	}
}

// newTable returns a function that gives each string its index in list.
func newTable(list *[]string) func(string) int {
	known := make(map[string]int)
	return func(s string) int {
		i, ok := known[s]
		if !ok {
			i = len(*list)
			known[s] = i
			*list = append(*list, s)
		}
		return i
	}
}

// place writes a frame as a line of code: "pool.go:24 in pool.func1".
func place(f Frame) string {
	if f.Func == "" {
		return ""
	}
	return base(f.File) + ":" + strconv.Itoa(f.Line) + " in " + shortName(f.Func)
}
