package timeline

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.com/mastery/internal/lesson"
)

// drawn draws a model, and checks what holds for every picture.
func drawn(t *testing.T, m *Model, o PictureOptions) string {
	t.Helper()
	var b, again bytes.Buffer
	require.NoError(t, SVG(&b, m, o))
	require.NoError(t, SVG(&again, m, o))
	require.Equal(t, b.String(), again.String(), "the same model, the same picture")
	require.Less(t, b.Len(), MaxPicture)
	wellFormed(t, b.String())
	require.NotContains(t, b.String(), "NaN")
	return b.String()
}

func wellFormed(t *testing.T, text string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			require.NoError(t, err)
		}
	}
}

// handMade makes by hand the model of main, which starts a worker that sends it a
// value and is lost afterwards.
func handMade() *Model {
	const us = time.Microsecond
	return &Model{
		Length: 5000 * us,
		Frames: []Frame{{Func: "main.main", File: "/src/hand.go", Line: 7}, {Func: "main.work", File: `C:\src\hand.go`, Line: 12}},
		Stacks: []Stack{{0}, {1}},
		Goroutines: []Goroutine{
			{
				ID: 1, Name: "main", Base: "main", Parent: None, Created: None, End: 5000 * us,
				Spans: []Span{
					{Start: 0, State: Running, Stack: None, By: None},
					{Start: 10 * us, State: Receive, Stack: 0, By: None},
					{Start: 2000 * us, State: Ready, Stack: 1, By: 1},
					{Start: 2001 * us, State: Running, Stack: None, By: None},
				},
			},
			{
				ID: 2, Name: "worker", Base: "worker", Parent: 0, Created: 0, End: 5000 * us,
				Spans: []Span{
					{Start: 5 * us, State: Ready, Stack: 0, By: 0},
					{Start: 6 * us, State: Running, Stack: None, By: None},
					{Start: 8 * us, State: Sleep, Stack: 1, By: None},
					{Start: 1900 * us, State: Ready, Stack: None, By: None},
					{Start: 1901 * us, State: Running, Stack: None, By: None},
					{Start: 2002 * us, State: Send, Stack: 1, By: None},
				},
			},
		},
		Procs:    []Proc{{ID: 0}},
		Messages: []Message{{Channel: "c", Value: "a<b>&\"c\"", From: 1, To: 0, Sent: 1990 * us, Received: 2003 * us}},
		Notes:    []Note{{At: 1950 * us, Goroutine: 1, Text: "now\x00then"}},
	}
}

func TestPictureShowsWhatHappened(t *testing.T) {
	svg := drawn(t, handMade(), PictureOptions{Title: "hand <made>", About: "a & b"})
	for _, text := range []string{
		"<title id=\"t\">hand &lt;made&gt;</title>",
		">a &amp; b<",
		">main<", ">worker<", ">go at hand.go:7<",
		">receive 2 ms<",
		">sleep 1.9 ms<",
		">send: still blocked at the end<",
	} {
		require.Contains(t, svg, text)
	}
	require.Contains(t, svg, "a&lt;b&gt;&amp;&quot;c&quot;", "values are text")
	require.Contains(t, svg, ">now then<", "what XML can't hold is left out")
	require.Contains(t, svg, "main waits: receive 2 ms.", "and told to those who can't see it")
	require.Contains(t, svg, "worker, started by main, waits: sleep 1.9 ms, send 3 ms and still.")
}

func TestLegendHasWhatIsUsedAndNothingElse(t *testing.T) {
	m := handMade()
	full := drawn(t, m, PictureOptions{})
	for _, text := range []string{
		"runs<", "ready, no processor yet<", "waits on a channel (receive, send)<", "waits for the clock (sleep)<",
		"starts a goroutine<", "sends it a value<", "still blocked at the end<", "a note of the program<",
		"Shaded: much shortened",
	} {
		require.Contains(t, full, text)
	}
	for _, text := range []string{"package sync", "wakes it", "returns<", "system call<", "of a group", "processor<"} {
		require.NotContains(t, full, text)
	}

	m.Messages, m.Notes = nil, nil
	m.Goroutines[1].Spans = m.Goroutines[1].Spans[:5]
	m.Goroutines[1].Ended = true
	m.Goroutines[0].Spans[1].State = Mutex
	other := drawn(t, m, PictureOptions{})
	for _, text := range []string{"waits in package sync (Mutex)<", "wakes it: ends its wait<", "returns<"} {
		require.Contains(t, other, text)
	}
	for _, text := range []string{"waits on a channel", "sends it a value", "still blocked", "a note"} {
		require.NotContains(t, other, text)
	}
}

// A wake-up that a value explains is drawn once.
func TestAValuesArrowStandsForItsWakeUp(t *testing.T) {
	m := handMade()
	require.NotContains(t, drawn(t, m, PictureOptions{}), `class="wake"`)
	m.Messages = nil
	require.Contains(t, drawn(t, m, PictureOptions{}), `class="wake"`)
}

func TestStatesDifferNotByColourAlone(t *testing.T) {
	for _, rule := range []string{".lock{stroke:var(--lock);stroke-dasharray", ".time{stroke:var(--time);stroke-dasharray", ".other{stroke:var(--other);stroke-dasharray", ".ready{fill:url(#hatch)"} {
		require.Contains(t, style, rule)
	}
	require.Contains(t, style, ".chan{stroke:var(--chan)}", "a plain line")
}

func TestAPictureFollowsTheColourScheme(t *testing.T) {
	svg := drawn(t, handMade(), PictureOptions{})
	require.Contains(t, svg, "@media(prefers-color-scheme:dark)")
	require.NotRegexp(t, `(fill|stroke)="#`, svg, "all colours come from the style sheet")
	require.NotContains(t, svg, "http://www.w3.org/1999/xlink")
}

func TestTheRuntimesGoroutinesAreNotDrawn(t *testing.T) {
	svg := drawn(t, pageModel(), PictureOptions{})
	require.Contains(t, svg, ">late<")
	require.NotContains(t, svg, "bgsweep")
}

func TestHundredsAreFolded(t *testing.T) {
	m := watch(t, func() {
		lesson.Name("main")
		var wg sync.WaitGroup
		c := make(chan int)
		for i := range 300 {
			wg.Go(func() {
				lesson.Name(fmt.Sprint("worker ", i))
				runtime.Gosched()
				<-c
			})
		}
		for range 300 {
			c <- 1
		}
		wg.Wait()
	})
	svg := drawn(t, m, PictureOptions{Title: "crowd"})
	for _, text := range []string{">worker 0<", ">worker 1<", ">worker 2<", ">297 more like<", "of a group: how many wait", "run at once<"} {
		require.Contains(t, svg, text)
	}
	require.NotContains(t, svg, ">worker 3<")
}

func TestFolding(t *testing.T) {
	crowd := func(kinds, each int) *Model {
		m := &Model{Length: time.Millisecond}
		for i := range kinds {
			for j := range each {
				m.Goroutines = append(m.Goroutines, Goroutine{
					Name: fmt.Sprintf("k%d #%d", i, j), Base: fmt.Sprint("k", i), Parent: None, Created: None,
					Spans: []Span{{State: Running, Stack: None, By: None, Proc: None}}, End: time.Millisecond,
				})
			}
		}
		return m
	}
	tests := []struct {
		kinds, each int
		want        []string // the names of the lanes; of many, the last
		lanes       int
	}{
		{3, 4, []string{"k2 #3"}, 12},
		{1, 20, []string{"k0 #0", "k0 #1", "k0 #2", "17 more like"}, 4},
		{3, 20, []string{"17 more like"}, 12},
		{5, 20, []string{"20 ×", "20 ×", "20 ×", "20 ×", "20 ×"}, 5},
		{30, 20, []string{"340 more"}, 14},
		{0, 0, nil, 0},
	}
	for _, test := range tests {
		m := crowd(test.kinds, test.each)
		rows := lanes(m, 0)
		require.Len(t, rows, test.lanes, "%d × %d", test.kinds, test.each)
		var names []string
		for _, l := range rows {
			names = append(names, l.name)
		}
		require.Subset(t, names, test.want)
		seen := make(map[int32]bool)
		for _, l := range rows {
			for _, g := range l.of {
				require.False(t, seen[g], "nobody is drawn twice")
				seen[g] = true
			}
		}
		require.Len(t, seen, test.kinds*test.each, "nobody is left out")
		drawn(t, m, PictureOptions{})
	}
}

func TestALongConversationStaysSmall(t *testing.T) {
	m := watch(t, func() {
		lesson.Name("ping")
		c := make(chan int)
		var wg sync.WaitGroup
		wg.Go(func() {
			lesson.Name("pong")
			for v := range c {
				lesson.Received("c", v)
			}
		})
		for i := range 3000 {
			lesson.Sent("c", i)
			c <- i
		}
		close(c)
		wg.Wait()
	})
	svg := drawn(t, m, PictureOptions{Title: "ping"})
	require.Regexp(t, `>[^<]+, \d+ steps<`, svg, "what is drawn small says how much it is")
	require.Regexp(t, `, \d+ found no room\.<`, svg)
}

// The worst of everything: many kinds of many goroutines that all change all the
// time, on many processors, with notes and values.
func TestNoPictureIsTooBig(t *testing.T) {
	us := time.Microsecond
	m := &Model{Length: 2000 * us, Limits: []Limit{{0, 8}, {1, 7}}}
	for range 8 {
		m.Procs = append(m.Procs, Proc{ID: int64(len(m.Procs))})
	}
	for i := range 14 * 50 {
		g := Goroutine{Name: fmt.Sprintf("kind %d #%d", i%14, i), Base: fmt.Sprint("kind ", i%14), Parent: None, Created: None, End: m.Length}
		for at := time.Duration(i); at < m.Length; at += time.Duration(5+i%7) * us {
			s := Span{Start: at, Stack: None, By: int32((i + 1) % 700), Proc: int16(i % 8), State: State(1 + len(g.Spans)%int(numStates-1))}
			g.Spans = append(g.Spans, s)
			m.Procs[i%8].Turns = append(m.Procs[i%8].Turns, Turn{at, at + us, int32(i)})
			m.Notes = append(m.Notes, Note{at, int32(i), "a note that is rather long"})
			m.Messages = append(m.Messages, Message{"c", "value", int32(i), int32((i + 1) % 700), at, at + 10*us})
		}
		m.Goroutines = append(m.Goroutines, g)
	}
	for _, p := range m.Procs {
		slices.SortFunc(p.Turns, func(a, b Turn) int { return int(a.Start - b.Start) })
	}
	drawn(t, m, PictureOptions{Title: "all at once"})
	m.Goroutines = m.Goroutines[:14] // the same without folding
	drawn(t, m, PictureOptions{Title: "fourteen"})
}

func TestNotMoreValuesThanCanBeToldApart(t *testing.T) {
	m := handMade()
	m.Messages = nil
	for i := range 90 {
		at := time.Duration(i) * 20 * time.Microsecond
		m.Messages = append(m.Messages, Message{Channel: "c", Value: "v", From: 1, To: 0, Sent: at, Received: at})
	}
	svg := drawn(t, m, PictureOptions{})
	_, path, found := strings.Cut(svg, `<path class="msg" d="`)
	require.True(t, found)
	path, _, _ = strings.Cut(path, `"`)
	require.Equal(t, maxArrows, strings.Count(path, "M"))
}

func TestShortSystemCallsAreNotDrawn(t *testing.T) {
	g := &Goroutine{End: 3000 * time.Microsecond, Spans: []Span{
		{Start: 0, State: Running},
		{Start: 100 * time.Microsecond, State: Syscall},
		{Start: 102 * time.Microsecond, State: Running},
		{Start: 500 * time.Microsecond, State: Syscall},
		{Start: 1500 * time.Microsecond, State: Running},
	}}
	var states []State
	for _, s := range simplify(g, 0) {
		states = append(states, s.State)
	}
	require.Equal(t, []State{Running, Syscall, Running}, states)
}

func TestInterruptionsAreLeftOutWhenThereIsNoRoom(t *testing.T) {
	us := time.Microsecond
	g := &Goroutine{End: 1000 * us, Spans: []Span{
		{Start: 0, State: Running},
		{Start: 100 * us, State: Preempted},
		{Start: 105 * us, State: Running},
		{Start: 200 * us, State: Collector},
		{Start: 205 * us, State: Ready},
		{Start: 208 * us, State: Running},
		{Start: 300 * us, State: Receive},
		{Start: 301 * us, State: Ready},
		{Start: 302 * us, State: Running},
		{Start: 400 * us, State: Preempted},
		{Start: 500 * us, State: Running},
	}}
	states := func(blip time.Duration) (list []State) {
		for _, s := range simplify(g, blip) {
			list = append(list, s.State)
		}
		return list
	}
	require.Len(t, states(0), len(g.Spans))
	require.Equal(t, []State{Running, Receive, Ready, Running, Preempted, Running}, states(10*us),
		"what the program did itself stays, and so does a long interruption")
}

func TestProcessorsAreDrawnWhereTheyMatter(t *testing.T) {
	calm := handMade()
	calm.Procs = []Proc{{ID: 0, Turns: []Turn{{0, time.Microsecond, 0}}}}
	require.NotContains(t, drawn(t, calm, PictureOptions{}), "processor 0<")

	calm.Goroutines = append(calm.Goroutines, Goroutine{Name: "collector", System: true, End: calm.Length, Spans: []Span{{State: Ready}}})
	calm.Procs = append(calm.Procs, Proc{ID: 7, Turns: []Turn{{0, time.Microsecond, 2}}})
	calm.Limits = []Limit{{0, 2}, {5, 1}}
	require.Contains(t, drawn(t, calm, PictureOptions{}), "processor 0<", "the program sets how many there are")
	require.NotContains(t, drawn(t, calm, PictureOptions{}), "processor 7<", "the program never ran on it")

	busy := handMade()
	busy.Procs = calm.Procs[:1]
	for i := range 3 {
		busy.Goroutines = append(busy.Goroutines, Goroutine{
			Name: fmt.Sprint("eager ", i), Base: "eager", Parent: None, Created: None, End: busy.Length,
			Spans: []Span{{State: Ready, Stack: None, By: None}},
		})
	}
	require.Contains(t, drawn(t, busy, PictureOptions{}), "processor 0<", "more could run than there are processors")
}

func TestAProcessorsTurnsAreKeptApart(t *testing.T) {
	m := handMade()
	ms := time.Millisecond
	m.Limits = []Limit{{0, 2}, {5, 1}}
	m.Goroutines = append(m.Goroutines, Goroutine{Name: "collector", System: true, End: m.Length, Spans: []Span{{State: Running}}})
	m.Procs = []Proc{{ID: 0, Turns: []Turn{{0, ms, 0}, {ms, 2 * ms, 2}, {2 * ms, 3 * ms, 1}, {3 * ms, 4 * ms, 1}}}}
	_, path, found := strings.Cut(drawn(t, m, PictureOptions{}), `<path class="proc" d="`)
	require.True(t, found)
	path, _, _ = strings.Cut(path, `"`)
	require.Equal(t, 2, strings.Count(path, "M"), "main's, and the worker's two as one; not the collector's")
}

func TestAnIncompleteTraceIsSaidToBe(t *testing.T) {
	m := handMade()
	m.Cut = "the trace ends early"
	require.Contains(t, drawn(t, m, PictureOptions{}), "Incomplete: the trace ends early.")
}

func TestAnEmptyModelIsDrawn(t *testing.T) {
	drawn(t, &Model{}, PictureOptions{})
}

func TestLongNamesAreShortened(t *testing.T) {
	tests := []struct {
		name string
		most int
		want string
	}{
		{"worker", 18, "worker"},
		{"timeline.storm.ring.func1", 18, "storm.ring.func1"},
		{"http.(*conn).serve.func1.2", 14, "serve.func1.2"},
		{"dying.TestDeadlocks.func1", 18, "…stDeadlocks.func1"},
		{"averyveryverylongname", 10, "…ylongname"},
	}
	for _, test := range tests {
		require.Equal(t, test.want, shortenName(test.name, test.most))
	}
	require.Equal(t, "abc…", shorten("abcdefg", 4))
	require.Equal(t, "äöü…", shorten("äöüßäöü", 4))
}

func TestLengths(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0 ns", 999: "999 ns", 1500: "1.5 µs", 9_960: "10 µs", 2_000_000: "2 ms", 31_400_000: "31 ms", 1_250_000_000: "1.2 s", 90_000_000_000: "90 s",
	} {
		require.Equal(t, want, length(d))
	}
}
