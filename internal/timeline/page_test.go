package timeline

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"
)

func TestHTMLNeedsNothingElse(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, HTML(&b, handMade(), PageOptions{Title: "a <b>"}))
	page := b.String()
	require.Contains(t, page, "<title>a &lt;b&gt;</title>")
	require.Contains(t, page, "default-src 'none'", "the browser is told not to load anything")
	require.NotRegexp(t, regexp.MustCompile(`(src|href)=|@import|url\(|fetch\(|https?://`), page)
	require.NotContains(t, page, "{{")
	var again bytes.Buffer
	require.NoError(t, HTML(&again, handMade(), PageOptions{Title: "a <b>"}))
	require.Equal(t, page, again.String(), "the same model, the same page")
}

type failingWriter struct{ left int }

func (w *failingWriter) Write(p []byte) (int, error) {
	if w.left -= len(p); w.left < 0 {
		return 0, context.DeadlineExceeded
	}
	return len(p), nil
}

func TestWritersErrorsArePassedOn(t *testing.T) {
	var whole bytes.Buffer
	require.NoError(t, HTML(&whole, handMade(), PageOptions{}))
	for _, left := range []int{0, 10, whole.Len() - 1} {
		require.ErrorIs(t, HTML(&failingWriter{left}, handMade(), PageOptions{}), context.DeadlineExceeded)
	}
	require.ErrorIs(t, SVG(&failingWriter{}, handMade(), PictureOptions{}), context.DeadlineExceeded)
}

// A pageState is what the page says of itself.
type pageState struct {
	T0, T1, Scroll, RowHigh float64
	Rows, Frames            int
	Selected                *struct {
		G, State string
		Span     int
	}
	Focus *struct {
		G string
		T float64
	}
	Tip string
}

type point struct{ X, Y float64 }

// A tester drives one page as a person does, by mouse and keyboard.
type tester struct {
	t   *testing.T
	ctx context.Context
}

func (p tester) state() pageState {
	p.t.Helper()
	return eval[pageState](p.t, p.ctx, `timeline.state()`)
}

// at returns where span n of a goroutine is on the screen.
func (p tester) at(name string, n int) point {
	p.t.Helper()
	return eval[point](p.t, p.ctx, fmt.Sprintf(`timeline.point(%q, %d)`, name, n))
}

func (p tester) mouse(kind input.DispatchMouseEventType, at point, more ...chromedp.MouseOption) {
	p.t.Helper()
	do(p.t, p.ctx, chromedp.MouseEvent(kind, at.X, at.Y, more...))
}

func (p tester) wheel(at point, dy float64, more ...chromedp.MouseOption) {
	p.t.Helper()
	p.mouse(input.DispatchMouseEventTypeMouseWheel, at, append(more, func(e *input.DispatchMouseEventParams) {
		e.DeltaX, e.DeltaY = 1e-9, dy // a zero would not be sent, and one must be
	})...)
	p.settle()
}

// settle waits until the browser has drawn what the last event asked for.
func (p tester) settle() {
	p.t.Helper()
	eval[bool](p.t, p.ctx, `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`)
}

func (p tester) click(at point) {
	p.t.Helper()
	do(p.t, p.ctx, chromedp.MouseClickXY(at.X, at.Y))
	p.settle()
}

func (p tester) press(keys string) {
	p.t.Helper()
	do(p.t, p.ctx, chromedp.KeyEvent(keys))
	p.settle()
}

func (p tester) text(css string) string {
	p.t.Helper()
	return eval[string](p.t, p.ctx, fmt.Sprintf(`document.querySelector(%q).innerText`, css))
}

// pageModel is handMade with a processor and two more goroutines.
func pageModel() *Model {
	m := handMade()
	const us = time.Microsecond
	m.Procs[0].Turns = []Turn{{0, 5 * us, 0}, {6 * us, 8 * us, 1}, {1901 * us, 2001 * us, 1}, {2001 * us, 5000 * us, 0}}
	m.Goroutines = append(
		m.Goroutines,
		Goroutine{
			ID: 3, Name: "late", Base: "late", Func: "example.com/x/y.late", Parent: 0, Created: 0, End: 4000 * us, Ended: true,
			Spans: []Span{
				{Start: 3000 * us, State: Ready, Stack: 0, By: 0},
				{Start: 3500 * us, State: Running, Stack: None, By: None, Proc: 0},
			},
		},
		Goroutine{
			ID: 4, Name: "runtime.bgsweep", Base: "runtime.bgsweep", Parent: None, Created: None, End: 5000 * us, System: true,
			Spans: []Span{{Start: 0, State: Waiting, Stack: None, By: None}},
		},
	)
	m.Regions = []Region{{Name: "example", Goroutine: 0, Start: 0, End: 5000 * us}}
	m.Pauses = []Pause{{Name: "stop-the-world (test)", Start: 100 * us, End: 200 * us}}
	return m
}

func TestPageInABrowser(t *testing.T) {
	ctx := browser(t, 1200, 700)
	openPage(t, ctx, pageModel())
	p := tester{t, ctx}
	const everything = 5e6 * 1.04 // nanoseconds, with a margin

	t.Run("it loads", func(t *testing.T) {
		p := tester{t, ctx}
		require.Equal(t, "a <test>", p.text("h1"))
		require.Equal(t, "one run", p.text("#about"))
		require.Equal(t, "3 of 4 goroutines", p.text("#count"), "the runtime's own are hidden")
		s := p.state()
		require.InDelta(t, everything, s.T1-s.T0, 1000)
		require.Equal(t, 3, s.Rows)
		require.Positive(t, s.Frames)
		require.Zero(t, eval[int](t, ctx, `performance.getEntriesByType("resource").length`), "nothing was loaded from anywhere")
		require.Equal(t, []string{"running", "receive", "ready", "running"}, eval[[]string](t, ctx, `timeline.spans("main")`), "the data arrived")
		require.Equal(t, []string{"ready", "running", "sleep", "ready", "running", "send"}, eval[[]string](t, ctx, `timeline.spans("worker")`))
		require.Equal(t, "Still blocked at the end\nworker send at hand.go:12 in work", p.text("#stuck"))
		require.Contains(t, p.text("#waits"), "3 ms send at hand.go:12 in work once")
	})

	t.Run("the wheel zooms where the pointer is", func(t *testing.T) {
		p := tester{t, ctx}
		at := p.at("main", 1)
		under := func() float64 {
			return eval[float64](t, ctx, fmt.Sprintf(`(() => { const s = timeline.state(), b = document.getElementById("canvas").getBoundingClientRect(), n = Math.round(Math.min(220, b.width * .26));
				return s.t0 + (%v - b.left - n) / (b.width - n) * (s.t1 - s.t0) })()`, at.X))
		}
		before, when := p.state(), under()
		p.wheel(at, -200)
		after := p.state()
		require.Less(t, after.T1-after.T0, .8*(before.T1-before.T0))
		require.InDelta(t, when, under(), 2000)
		p.wheel(at, 200)
		again := p.state()
		require.InDelta(t, before.T1-before.T0, again.T1-again.T0, 1000)
		for range 60 {
			p.wheel(at, -400)
		}
		require.GreaterOrEqual(t, p.state().T1-p.state().T0, 100.0, "there is an end to it")
		p.press("0")
		require.InDelta(t, everything, p.state().T1-p.state().T0, 1000)
	})

	t.Run("keys zoom and move", func(t *testing.T) {
		p := tester{t, ctx}
		p.press("+")
		p.press("+")
		in := p.state()
		require.InDelta(t, everything/1.96, in.T1-in.T0, 2000)
		p.press(kb.ArrowRight)
		require.Greater(t, p.state().T0, in.T0)
		p.press(kb.ArrowLeft)
		require.InDelta(t, in.T0, p.state().T0, 2000)
		p.press("-")
		require.InDelta(t, everything/1.4, p.state().T1-p.state().T0, 2000)
		p.press("0")
	})

	t.Run("dragging and shift with the wheel move", func(t *testing.T) {
		p := tester{t, ctx}
		p.press("+")
		p.press("+")
		before, at := p.state(), p.at("main", 1)
		p.mouse(input.DispatchMouseEventTypeMousePressed, at, chromedp.ButtonLeft)
		p.mouse(input.DispatchMouseEventTypeMouseMoved, point{at.X - 50, at.Y}, chromedp.ButtonLeft)
		p.mouse(input.DispatchMouseEventTypeMouseMoved, point{at.X - 100, at.Y}, chromedp.ButtonLeft)
		p.mouse(input.DispatchMouseEventTypeMouseReleased, point{at.X - 100, at.Y}, chromedp.ButtonLeft)
		p.settle()
		dragged := p.state()
		require.Greater(t, dragged.T0, before.T0)
		require.InDelta(t, before.T1-before.T0, dragged.T1-dragged.T0, 1)
		require.Nil(t, dragged.Selected, "a drag is no click")
		p.wheel(at, -100, chromedp.ButtonModifiers(chromedp.ModifierShift))
		require.Less(t, p.state().T0, dragged.T0)
		p.press("0")
	})

	t.Run("hovering tells state and stack", func(t *testing.T) {
		p := tester{t, ctx}
		p.mouse(input.DispatchMouseEventTypeMouseMoved, p.at("worker", 5))
		p.settle()
		tip := p.state().Tip
		for _, text := range []string{"worker\n", "waits to send to a channel, 3 ms, still at the end", "nobody ended it", "hand.go:12 in work"} {
			require.Contains(t, tip, text)
		}
		p.mouse(input.DispatchMouseEventTypeMouseMoved, p.at("worker", 2))
		p.settle()
		require.Contains(t, p.state().Tip, "sleeps, 1.9 ms\nended by the clock, the network or the runtime")
		p.mouse(input.DispatchMouseEventTypeMouseMoved, p.at("main", 1))
		p.settle()
		require.Contains(t, p.state().Tip, "ended by worker")
		p.mouse(input.DispatchMouseEventTypeMouseMoved, p.at("main", 3))
		p.settle()
		require.Contains(t, p.state().Tip, "runs on a processor")
		require.Contains(t, p.state().Tip, "processor 0")
		p.mouse(input.DispatchMouseEventTypeMouseMoved, p.at("late", 0))
		p.settle()
		require.Contains(t, p.state().Tip, "started by main")
	})

	t.Run("a click on a wait goes to who ended it", func(t *testing.T) {
		p := tester{t, ctx}
		for range 20 { // so near that the end of the wait is out of sight
			p.wheel(p.at("main", 1), -200)
		}
		require.Less(t, p.state().T1, 2000e3)
		p.click(p.at("main", 1))
		s := p.state()
		require.NotNil(t, s.Selected)
		require.Equal(t, "main", s.Selected.G)
		require.Equal(t, "receive", s.Selected.State)
		require.NotNil(t, s.Focus)
		require.Equal(t, "worker", s.Focus.G)
		require.Less(t, s.T0, 2000e3)
		require.Greater(t, s.T1, 2000e3, "the moment in which it was ended is in sight")
		detail := p.text("#detail")
		for _, text := range []string{"main\n", "waits to receive from a channel, 2 ms", "ended by worker at", "work hand.go:12", "in region example"} {
			require.Contains(t, detail, text)
		}
		p.press(kb.Enter)
		require.Equal(t, "worker", p.state().Selected.G, "and on to that goroutine")
		p.press(kb.Enter)
		require.Equal(t, "worker", p.state().Selected.G, "which a timer woke: there is nobody to go to")
		p.press(kb.Backspace)
		require.Equal(t, "main", p.state().Selected.G)
		p.press(kb.Escape)
		require.Nil(t, p.state().Selected)
		p.press("0")
	})

	t.Run("keys walk from state to state and row to row", func(t *testing.T) {
		p := tester{t, ctx}
		p.press(kb.ArrowDown)
		require.Equal(t, "main", p.state().Selected.G)
		p.press(kb.ArrowDown)
		require.Equal(t, "worker", p.state().Selected.G)
		for range 10 {
			p.press("n")
		}
		require.Equal(t, "send", p.state().Selected.State)
		p.press("p")
		require.Equal(t, "running", p.state().Selected.State)
		p.press("f")
		s := p.state()
		require.Less(t, s.T1-s.T0, 300e3, "F zooms to it")
		p.press(kb.Escape)
		p.press("0")
	})

	t.Run("the filter filters", func(t *testing.T) {
		p := tester{t, ctx}
		slash := func() {
			// Not by press: that types the slash after the key has moved the focus.
			require.Equal(t, "search", eval[string](t, ctx, `(() => { document.dispatchEvent(new KeyboardEvent("keydown", { key: "/" })); return document.activeElement.id })()`))
		}
		slash()
		do(t, ctx, chromedp.SendKeys(chromedp.CSS("#search"), "WORK"))
		p.settle()
		require.Equal(t, 1, p.state().Rows)
		require.Equal(t, "1 of 4 goroutines", p.text("#count"))
		p.press(kb.Escape)
		require.Equal(t, 3, p.state().Rows)
		slash()
		do(t, ctx, chromedp.SendKeys(chromedp.CSS("#search"), "x/y.late"))
		require.Equal(t, 1, p.state().Rows, "by function")
		p.press(kb.Escape)
		for box, rows := range map[string]int{"#blocked": 1, "#system": 4, "#procs": 4} {
			do(t, ctx, chromedp.Click(chromedp.CSS(box)))
			p.settle()
			require.Equal(t, rows, p.state().Rows, box)
			do(t, ctx, chromedp.Click(chromedp.CSS(box)))
		}
	})

	t.Run("rows are ordered as asked", func(t *testing.T) {
		p := tester{t, ctx}
		first := func(order string) string {
			eval[bool](t, ctx, fmt.Sprintf(`(() => { const o = document.getElementById("order"); o.value = %q; o.dispatchEvent(new Event("change")); return true })()`, order))
			do(t, ctx, chromedp.Focus(chromedp.CSS("#canvas")))
			p.press(kb.Escape)
			p.press(kb.ArrowDown)
			return p.state().Selected.G
		}
		require.Equal(t, "late", first("name"))
		require.Equal(t, "worker", first("waited"))
		require.Equal(t, "main", first("created"))
		p.press(kb.Escape)
	})

	t.Run("the lists lead to what they name", func(t *testing.T) {
		p := tester{t, ctx}
		do(t, ctx, chromedp.Click(chromedp.CSS("#waits li:first-child button")))
		require.Equal(t, "worker", p.state().Selected.G)
		require.Equal(t, "send", p.state().Selected.State)
		do(t, ctx, chromedp.Click(chromedp.CSS("#stuck li:first-child button")))
		require.Equal(t, 5, p.state().Selected.Span)
		p.press(kb.Escape)
		p.press("0")
	})

	t.Run("help has the legend", func(t *testing.T) {
		p := tester{t, ctx}
		p.press("?")
		require.True(t, eval[bool](t, ctx, `document.getElementById("help").open`))
		for _, text := range []string{"runs on a processor", "waits to send to a channel", "still blocked at the end", "sends it a value", "zoom at the pointer"} {
			require.Contains(t, p.text("#help"), text)
		}
		require.NotContains(t, p.text("#help"), "Mutex", "only what is used")
		p.press(kb.Escape)
		require.False(t, eval[bool](t, ctx, `document.getElementById("help").open`))
	})

	t.Run("lanes grow and shrink", func(t *testing.T) {
		p := tester{t, ctx}
		high := p.state().RowHigh
		p.press("[")
		require.Less(t, p.state().RowHigh, high)
		for range 10 {
			p.press("[")
		}
		require.Equal(t, 3.0, p.state().RowHigh)
		for range 10 {
			p.press("]")
		}
		require.Equal(t, 36.0, p.state().RowHigh)
	})

	t.Run("it follows the colour scheme", func(t *testing.T) {
		background := func(scheme string) string {
			_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
			})
			require.NoError(t, err)
			p.settle()
			return eval[string](t, ctx, `(() => { const d = document.getElementById("canvas").getContext("2d").getImageData(4, 4, 1, 1).data; return d.slice(0, 3).join() })()`)
		}
		require.Equal(t, "255,255,255", background("light"))
		require.Equal(t, "13,17,23", background("dark"))
	})
}

// Zoomed out, a column stands for many spans. What it shows must be what there
// is most of, whichever way it is added up.
func TestPageLevelsOfDetail(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	m := &Model{}
	g := Goroutine{Name: "busy", Parent: None, Created: None}
	at := time.Duration(0)
	for range 3000 {
		g.Spans = append(g.Spans, Span{Start: at, State: []State{Running, Ready, Syscall, Receive, Mutex, Sleep, Network}[random.IntN(7)], Stack: None, By: None, Proc: None})
		at += time.Duration(1 + random.IntN(1000))
	}
	g.End, m.Length = at, at
	m.Goroutines = []Goroutine{g}

	ctx := browser(t, 1000, 600)
	openPage(t, ctx, m)
	within := func(from, to time.Duration) map[look]time.Duration {
		sum := make(map[look]time.Duration)
		for i, s := range g.Spans {
			if a, b := max(from, s.Start), min(to, g.SpanEnd(i)); a < b {
				sum[lookOf(s.State)] += b - a
			}
		}
		return sum
	}
	for range 200 {
		from := time.Duration(random.Int64N(int64(at)))
		to := from + time.Duration(random.Int64N(int64(at-from)))
		got := look(eval[string](t, ctx, fmt.Sprintf(`timeline.mostly("busy", %d, %d)`, from, to)))
		sum := within(from, to)
		for l, long := range sum {
			require.LessOrEqual(t, long, sum[got], "from %d to %d it is more %s than %s", from, to, l, got)
		}
	}

	const columns = 50
	seen := eval[[3][]float64](t, ctx, fmt.Sprintf(`timeline.overview(%d)`, columns))
	wide := float64(at) / columns
	for i := range columns {
		sum := within(time.Duration(wide*float64(i)), time.Duration(wide*float64(i+1)))
		require.InDelta(t, float64(sum[lookRun]+sum[lookCall])/wide, seen[0][i], .001)
		require.InDelta(t, float64(sum[lookReady])/wide, seen[1][i], .001)
		require.InDelta(t, 1, seen[2][i], .001)
	}
}

func TestPageInANarrowWindow(t *testing.T) {
	ctx := browser(t, 800, 600)
	openPage(t, ctx, pageModel())
	require.LessOrEqual(t, eval[int](t, ctx, `document.documentElement.scrollWidth`), 800, "nothing is cut off")
	require.GreaterOrEqual(t, eval[float64](t, ctx, `document.getElementById("canvas").getBoundingClientRect().height`), 200.0)
	require.GreaterOrEqual(t, eval[float64](t, ctx, `document.querySelector("aside").getBoundingClientRect().height`), 100.0)
}

func TestPagesOfOddModels(t *testing.T) {
	ctx := browser(t, 1000, 600)
	cut := handMade()
	cut.Cut = "the trace ends early"
	for name, m := range map[string]*Model{
		"empty":    {},
		"nobody":   {Length: time.Second},
		"no time":  {Goroutines: []Goroutine{{Name: "a", Parent: None, Created: None, Spans: []Span{{State: Running, Stack: None, By: None, Proc: None}}}}},
		"cut":      cut,
		"hostile":  {Length: 5, Goroutines: []Goroutine{{Name: "</script><script>alert(1)</script>", Parent: None, Created: None, End: 5, Spans: []Span{{State: Running, Stack: None, By: None, Proc: None}}}}},
		"unknowns": {Length: 5, Goroutines: []Goroutine{{Name: "a", Parent: None, Created: None, End: 5, Spans: []Span{{State: Unknown, Stack: None, By: None, Proc: None}}}}},
	} {
		t.Run(name, func(t *testing.T) {
			openPage(t, ctx, m)
			p := tester{t, ctx}
			p.wheel(point{600, 300}, -200)
			p.press("+")
			p.press(kb.ArrowDown)
			p.press("0")
			require.Equal(t, len(m.Goroutines), p.state().Rows)
			if m.Cut != "" {
				require.Equal(t, "Incomplete: the trace ends early.", p.text("#cut"))
			}
			require.False(t, strings.Contains(p.text("#about"), "can't be shown"))
		})
	}
}
