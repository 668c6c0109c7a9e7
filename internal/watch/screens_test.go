package watch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/require"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/grade"
)

// sizes are the terminals that every screen is drawn for.
var sizes = [][2]int{{80, 24}, {300, 80}}

// atSizes runs a test at each size; name is that of its golden screen.
func atSizes(t *testing.T, test func(t *testing.T, golden string, width, height int)) {
	for _, size := range sizes {
		name := fmt.Sprintf("%dx%d", size[0], size[1])
		t.Run(name, func(t *testing.T) {
			base := strings.TrimPrefix(t.Name(), "TestScreen")
			base, _, _ = strings.Cut(base, "/")
			test(t, strings.ToLower(base)+"-"+name, size[0], size[1])
		})
	}
}

// fits checks what holds for every screen.
func (s *stage) fits() {
	s.t.Helper()
	rows := strings.Split(s.m.View().Content, "\n")
	require.Len(s.t, rows, s.m.height)
	for _, row := range rows {
		require.LessOrEqual(s.t, ansi.StringWidth(row), s.m.width, "%q", row)
	}
}

func (s *stage) golden(name string) {
	s.t.Helper()
	s.fits()
	golden(s.t, name, s.screen())
}

func TestScreenNotStarted(t *testing.T) {
	atSizes(t, func(t *testing.T, name string, width, height int) {
		s := newStage(t, "", width, height)
		s.graded(notStarted)
		s.golden(name)
	})
}

func TestScreenGrading(t *testing.T) {
	atSizes(t, func(t *testing.T, name string, width, height int) {
		s := newStage(t, "", width, height)
		s.graded(aRace)
		s.keys("r")
		s.question()
		s.golden(name)
	})
}

func TestScreenRace(t *testing.T) {
	atSizes(t, func(t *testing.T, name string, width, height int) {
		s := newStage(t, "", width, height)
		s.graded(aRace)
		s.golden(name)
	})
}

func TestScreenNoCompile(t *testing.T) {
	atSizes(t, func(t *testing.T, name string, width, height int) {
		c, store := fixture(t)
		put(t, exercise(t, c, "sum"), "odd/nocompile.go")
		s := stageOf(t, c, store, "sum", width, height)
		s.graded(grade.Result{
			Verdict: grade.NoCompile, Headline: "It does not compile.", Race: true,
			Details: []string{"sum.go:6:3: undefined: total", "sum.go:8:9: undefined: total"},
		})
		s.golden(name)
	})
}

func TestScreenPassed(t *testing.T) {
	atSizes(t, func(t *testing.T, name string, width, height int) {
		c, store := fixture(t)
		put(t, exercise(t, c, "sum"), "solution")
		s := stageOf(t, c, store, "sum", width, height)
		s.graded(aPass)
		s.golden(name)
	})
}

func TestScreenAllDone(t *testing.T) {
	atSizes(t, func(t *testing.T, name string, width, height int) {
		c, store := fixture(t)
		for _, e := range c.Exercises() {
			put(t, e, "solution")
		}
		s := stageOf(t, c, store, "sum", width, height)
		s.graded(aPass)
		s.keys("n")
		s.graded(aPass)
		s.golden(name)
		s.keys("n")
		s.shows("Every exercise is passed.")
	})
}

func TestScreenHundred(t *testing.T) {
	atSizes(t, func(t *testing.T, name string, width, height int) {
		s := newStage(t, "", width, height)
		s.graded(notStarted)
		s.keys("R")
		part := grade.Result{Verdict: grade.Passed, Runs: 21, Passed: 21, Race: true}
		s.question().say(t, part)
		s.question().say(t, part)
		q := s.question()
		s.golden(name + "-running")
		q.say(t, grade.Result{
			Verdict: grade.Wrong, Headline: "A test failed.", Runs: 21, Passed: 20, Race: true,
			Details: []string{"Sum(1, 2, 3) = 5; a correct Sum returns 6:", "every number counts once"},
		})
		s.question().say(t, part)
		s.graded(part)
		s.golden(name)
	})
}

func TestScreenList(t *testing.T) {
	atSizes(t, func(t *testing.T, name string, width, height int) {
		s := newStage(t, "", width, height)
		s.graded(aRace)
		put(t, s.m.e, "wrong/race-no-lock.go")
		s.keys("l")
		s.untilShows("begun")
		s.golden(name)
		for _, r := range "fix le" {
			s.keys(string(r))
		}
		s.shows("search: fix le")
	})
}

func TestScreenHints(t *testing.T) {
	atSizes(t, func(t *testing.T, name string, width, height int) {
		s := newStage(t, "", width, height)
		s.graded(notStarted)
		s.keys("h", "h")
		s.golden(name)
	})
}

func TestScreenNotes(t *testing.T) {
	atSizes(t, func(t *testing.T, name string, width, height int) {
		s := newStage(t, "", width, height)
		s.graded(aRace)
		s.keys("m")
		s.untilShows("Notes: One at a time")
		s.golden(name)
	})
}

func TestScreenReport(t *testing.T) {
	atSizes(t, func(t *testing.T, name string, width, height int) {
		s := newStage(t, "", width, height)
		s.graded(aRace)
		s.keys("f")
		s.golden(name)
	})
}

func TestScreenSolution(t *testing.T) {
	atSizes(t, func(t *testing.T, name string, width, height int) {
		c, store := fixture(t)
		put(t, exercise(t, c, "sum"), "wrong/race-no-lock.go")
		s := stageOf(t, c, store, "sum", width, height)
		s.graded(aRace)
		s.keys("s", "s")
		s.untilShows("Solution: sum")
		s.golden(name)
	})
}

func TestScreenKeys(t *testing.T) {
	atSizes(t, func(t *testing.T, name string, width, height int) {
		s := newStage(t, "", width, height)
		s.m.b.picture = func(context.Context, *course.Exercise) (string, error) { return "", nil }
		s.graded(notStarted)
		s.keys("?")
		s.golden(name)
	})
}

func TestScreenReset(t *testing.T) {
	atSizes(t, func(t *testing.T, name string, width, height int) {
		s := newStage(t, "", width, height)
		s.graded(aRace)
		s.keys("x")
		s.golden(name)
	})
}

func TestScreenMissing(t *testing.T) {
	atSizes(t, func(t *testing.T, name string, width, height int) {
		s := newStage(t, "", width, height)
		require.NoError(t, os.Remove(s.m.e.Stub))
		s.question().reply(t, reply{err: &os.PathError{Op: "open", Path: s.m.e.Stub, Err: os.ErrNotExist}})
		s.untilShows("is not there")
		s.golden(name)
	})
}

func TestNoVerdictSaysWhy(t *testing.T) {
	s := newStage(t, "", 80, 24)
	s.question().reply(t, reply{err: errors.New("starting the go command: \x1b[2Jnot found")})
	s.untilShows("NO VERDICT\n   starting the go command: not found")
}

// Every screen fits every terminal: no row too many, none too wide.
func TestScreensFitSmallTerminals(t *testing.T) {
	c, store := fixture(t)
	put(t, exercise(t, c, "sum"), "wrong/race-no-lock.go")
	s := stageOf(t, c, store, "sum", 80, 24)
	s.graded(aRace)
	for _, open := range [][]string{{}, {"h"}, {"t"}, {"f"}, {"?"}, {"l"}, {"m"}, {"s", "s"}, {"x"}} {
		s.keys(open...)
		if len(open) > 0 && open[0] == "m" || len(open) == 2 {
			s.until("the page", func() bool { return s.m.screen == reading })
		}
		for _, size := range [][2]int{{1, 1}, {2, 3}, {10, 5}, {20, 8}, {30, 10}, {40, 12}, {79, 23}, {81, 25}, {129, 60}, {130, 29}, {130, 30}, {200, 50}} {
			s.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			s.fits()
		}
		s.send(tea.WindowSizeMsg{Width: 80, Height: 24})
		s.keys("esc")
	}
}

// On a low screen the verdict is what is seen, and keys work that are not.
func TestTheVerdictIsSeenOnALowScreen(t *testing.T) {
	s := newStage(t, "sum", 40, 10)
	s.graded(aRace)
	s.shows("RACE   1.3 s", "A data race", "? keys  q quit")
	require.NotContains(t, s.screen(), "h hint")
	s.fits()
	s.keys("h")
	s.shows("Hints: sum")
	s.keys("esc")
	s.send(tea.WindowSizeMsg{Width: 40, Height: lowHeight})
	s.shows("h hint")
}

// The list has each exercise's state, however narrow it is.
func TestTheListHasStatesWhereverItFits(t *testing.T) {
	s := newStage(t, "sum", 30, 24)
	s.graded(aRace)
	s.keys("l")
	for width := 30; width <= 80; width++ {
		s.send(tea.WindowSizeMsg{Width: width, Height: 24})
		for _, name := range []string{"sum", "double"} {
			require.Regexp(t, name+" .*(untouched|failing)", s.screen(), width)
		}
	}
	s.shows("fix        10 minutes")
}

func TestLongTextScrolls(t *testing.T) {
	s := newStage(t, "", 80, 24)
	long := aRace
	for i := range 40 {
		long.Details = append(long.Details, fmt.Sprintf("detail %d", i))
	}
	s.graded(long)
	s.shows("more: arrow keys")
	require.NotContains(t, s.screen(), "detail 39")
	for range 50 {
		s.keys("down")
	}
	s.shows("detail 39")
	require.NotContains(t, s.screen(), "more: arrow keys")
	s.send(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
	s.shows("more: arrow keys")
}

func TestAPageIsFoldedForTheNewSize(t *testing.T) {
	s := newStage(t, "sum", 80, 60)
	s.keys("?")
	words := strings.Fields(s.screen())
	s.send(tea.WindowSizeMsg{Width: 30, Height: 60})
	for _, w := range words {
		if !strings.Contains(w, "─") {
			s.shows(w)
		}
	}
}

func TestWhatIsNewBeginsAtItsTop(t *testing.T) {
	s := newStage(t, "sum", 40, 10)
	s.graded(aRace)
	down := func() {
		s.shows("RACE")
		for range 5 {
			s.keys("down")
		}
		require.NotContains(t, s.screen(), "RACE")
	}
	down()
	s.keys("r")
	for range 5 { // meanwhile too
		s.keys("down")
	}
	s.graded(aRace)
	down()
	s.keys("n")
	s.shows("grading")
}

func TestWhatATestPrintedCantMoveTheCursor(t *testing.T) {
	s := newStage(t, "", 80, 24)
	evil := aRace
	evil.Headline = "\x1b[2J\x1b]0;title\x07head\rline"
	evil.Details = []string{"\x1b[31mred\x1b[0m\ttab \x00\x07\u009b31m"}
	evil.Raw = "WARNING: DATA RACE\n\x1b[2Jraw\x08\n"
	s.graded(evil)
	for _, open := range []string{"", "f"} {
		if open != "" {
			s.keys(open)
		}
		for _, r := range ansi.Strip(s.m.View().Content) {
			require.True(t, r == '\n' || r >= ' ' && r != 0x7f && (r < 0x80 || r >= 0xa0), "%q", r)
		}
		require.NotContains(t, s.m.View().Content, "\x1b[2J")
	}
	s.shows("raw")
}

func TestNoColorKeepsEveryWord(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	s.graded(aRace)
	s.keys("m")
	s.untilShows("Notes: One at a time")
	colored := s.m.View().Content
	require.Contains(t, colored, "\x1b[36", "what is code is cyan")
	require.NotRegexp(t, `\x1b\[[0-9;]*[34]8;`, colored, "all colors are the terminal's own")
	s.send(tea.ColorProfileMsg{Profile: colorprofile.ASCII})
	require.NotRegexp(t, `\x1b\[[0-9;]*3[0-7]`, s.m.View().Content)
	s.shows("mu.Lock() // # not a heading", "See the picture of")
	s.send(tea.ColorProfileMsg{Profile: colorprofile.ANSI})
	require.Equal(t, colored, s.m.View().Content)
}

func TestThePathIsALink(t *testing.T) {
	s := newStage(t, "", 80, 24)
	s.graded(aRace)
	require.Contains(t, s.m.View().Content, ansi.SetHyperlink(fileURL(s.m.e.Stub, 11)))
	s.shows("File 01-tiny/exercises/sum.go:11")
}

func TestBarsNeverLie(t *testing.T) {
	filled := func(done, all, width int) int { return strings.Count(bar(done, all, width), "█") }
	require.Equal(t, 0, filled(0, 100, 10))
	require.Equal(t, 1, filled(1, 100, 10), "something is done")
	require.Equal(t, 9, filled(99, 100, 10), "something is left")
	require.Equal(t, 10, filled(100, 100, 10))
	require.Equal(t, 0, filled(0, 0, 10))
}
