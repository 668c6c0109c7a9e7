package predict

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.com/mastery/internal/grade"
)

// two bounds how many programs these tests build and run at the same time.
var two = make(chan struct{}, 2)

// ran runs each fixture once for all tests.
var ran = struct {
	mu sync.Mutex // guards by
	by map[string]func() (Happened, error)
}{by: map[string]func() (Happened, error){}}

// fast runs p less often than the course does, and only once for all tests.
func fast(p Program) (Happened, error) {
	ran.mu.Lock()
	run, ok := ran.by[p.File]
	if !ok {
		run = sync.OnceValues(func() (Happened, error) {
			two <- struct{}{}
			defer func() { <-two }()
			l := limits{procs: []int{4, 1}, runs: 4, timeout: 10 * time.Second, output: 1 << 16}
			return l.run(context.Background(), p)
		})
		ran.by[p.File] = run
	}
	ran.mu.Unlock()
	return run()
}

func needsRaceDetector(t *testing.T) {
	t.Helper()
	if reason := grade.Racing(); reason != nil {
		t.Skip("races are not checked:", reason)
	}
}

func TestWhatIsAnnouncedTrulyHolds(t *testing.T) {
	t.Parallel()
	for name, p := range fixtures(t, "true") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, err := fast(p)
			require.NoError(t, err)
			require.NoError(t, Holds(p, h))
			require.Equal(t, 2, min(h.Runs, 2))
			require.Equal(t, h.Unraced == "", h.Raced > 0)
			for _, v := range announceable {
				if v == p.Verdict || v == Orders && p.Verdict == Prints || v == Races && h.Verdict == Races {
					continue
				}
				other := p
				other.Verdict, other.Panic = v, ""
				require.Error(t, Holds(other, h), "announced as %q", v)
			}
		})
	}
}

func TestWhatIsAnnouncedFalselyIsCaught(t *testing.T) {
	t.Parallel()
	needsRaceDetector(t)
	programs := fixtures(t, "false")
	for _, test := range []struct {
		name    string
		verdict Verdict // what really happens
		says    string
	}{
		{"varies", Varies, `announces "prints", but run 1 (GOMAXPROCS=4) printed ["`},
		{"sometimes", Varies, "run 2 (GOMAXPROCS=1) panic: no second processor"},
		{"raced", Races, "not free of races, so its answer may be luck:\n  "},
		{"latepanic", Varies, "main returned while a goroutine was about to end the program: panic: too late"},
		{"status", Exits, "no disk"},
		{"spins", Leaks, "left goroutines behind when main returned:\ngoroutine "},
		{"notraced", Prints, "the race detector saw nothing in 2 runs"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h, err := fast(programs[test.name])
			require.NoError(t, err)
			require.Equal(t, test.verdict, h.Verdict)
			err = Holds(programs[test.name], h)
			require.ErrorContains(t, err, test.says)
			require.ErrorContains(t, err, test.name+".go announces")
		})
	}
}

func TestRunOfAProgramThatNeverEnds(t *testing.T) {
	t.Parallel()
	l := limits{procs: []int{2}, runs: 6, budget: time.Minute, timeout: time.Minute, output: 1 << 12}
	for name, reason := range map[string]string{"hangs": "its time was up", "floods": "it printed too much"} {
		t.Run(name, func(t *testing.T) {
			l := l
			if name == "hangs" {
				l.timeout = 300 * time.Millisecond
			}
			t.Parallel()
			two <- struct{}{}
			defer func() { <-two }()
			p := fixtures(t, "false")[name]
			h, err := l.run(t.Context(), p)
			require.NoError(t, err)
			require.Equal(t, Hangs, h.Verdict)
			require.Equal(t, reason, h.Message)
			require.Equal(t, 1, h.Runs, "one is enough")
			require.ErrorContains(t, Holds(p, h), "a program must end by itself")
		})
	}
}

// With the race detector the runtime sees no deadlock on most systems. That
// must not cost the whole timeout.
func TestRunOfADeadlockIsShort(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	l := limits{procs: []int{2}, runs: 1, timeout: 2 * time.Minute, output: 1 << 12}
	h, err := l.run(ctx, fixtures(t, "true")["goexit"])
	require.NoError(t, err)
	require.Equal(t, Deadlocks, h.Verdict)
}

func TestRunOfAProgramThatDoesNotCompile(t *testing.T) {
	t.Parallel()
	_, err := Run(t.Context(), fixtures(t, "false")["nocompile"])
	require.ErrorContains(t, err, "nocompile does not compile")
	require.ErrorContains(t, err, "nocompile.go:5:2: undefined: unknown")
}

func TestRunEndsWithItsContext(t *testing.T) {
	t.Parallel()
	stopped := errors.New("stopped")
	p := fixtures(t, "false")["hangs"]
	dir := t.TempDir()
	program, err := build(t.Context(), p, dir, false)
	require.NoError(t, err)
	ctx, cancel := context.WithTimeoutCause(t.Context(), 100*time.Millisecond, stopped)
	defer cancel()
	_, err = usual.rounds(ctx, dir, program, 20)
	require.ErrorIs(t, err, stopped)
	_, err = Run(ctx, p)
	require.ErrorIs(t, err, stopped, "while it is built")
}

func TestHappenedExplainsWhatALearnerShouldSee(t *testing.T) {
	t.Parallel()
	needsRaceDetector(t)
	programs := fixtures(t, "true")
	for _, test := range []struct {
		name    string
		verdict Verdict
		output  []string
		message string
		details []string
	}{
		{"prints", Prints, []string{"Main", "", "no line end"}, "", nil},
		{"outlived", Prints, []string{"main returns"}, "", nil},
		{"deadlocks", Deadlocks, []string{"before"}, "fatal error: all goroutines are asleep - deadlock!", []string{
			"chan receive, line 12: <-values", "2 goroutines: chan receive, line 10: go func() { <-values }()",
		}},
		{"goexit", Deadlocks, []string{}, "fatal error: no goroutines (main called runtime.Goexit) - deadlock!", nil},
		{"panics", Panics, []string{"before"}, "panic: no disk", []string{"line 12: panic(errors.New(\"no disk\"))"}},
		{"fatal", Panics, []string{}, "fatal error: sync: unlock of unlocked mutex", []string{"line 9: mu.Unlock()"}},
		{"leaks", Leaks, []string{"one is enough"}, "", []string{
			"2 goroutines: chan send, line 15: go func() { results <- i }()", "sync.WaitGroup.Wait, line 13: go wg.Wait()",
		}},
		{"races", Races, []string{"done"}, "", []string{"read, line 14: n++", "write, line 14: n++"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h, err := fast(programs[test.name])
			require.NoError(t, err)
			require.Equal(t, test.verdict, h.Verdict)
			require.Equal(t, [][]string{test.output}, h.Outputs)
			require.True(t, strings.HasPrefix(h.Message, test.message) && (test.message != "") == (h.Message != ""), h.Message)
			if test.verdict == Races { // either side may be the later one
				require.Subset(t, []string{"read, line 14: n++", "write, line 14: n++"}, h.Details)
				require.Len(t, h.Details, 2)
				return
			}
			require.ElementsMatch(t, test.details, h.Details)
		})
	}
}

func TestRunSeesDifferentOrders(t *testing.T) {
	t.Parallel()
	needsRaceDetector(t)
	p := fixtures(t, "true")["orders"]
	l := usual
	l.budget = time.Minute // for all runs, also on a busy machine
	h, err := l.run(t.Context(), p)
	require.NoError(t, err)
	require.Equal(t, Orders, h.Verdict, "the race detector's scheduler shuffles")
	require.Equal(t, 20, h.Runs)
	other := p
	other.Output = []string{"a", "b", "d"}
	require.ErrorContains(t, Holds(other, h), "printed other lines: [")
	other.Output = []string{"a", "b", "c", "c"}
	require.ErrorContains(t, Holds(other, h), "printed other lines: [")
}

func TestHoldsComparesOutputAndPanic(t *testing.T) {
	t.Parallel()
	programs := fixtures(t, "true")
	for _, test := range []struct {
		name   string
		change func(*Program)
		says   string
	}{
		{"exits", func(p *Program) { p.Output = []string{"after"} }, `printed ["before"] and not ["after"]`},
		{"panics", func(p *Program) { p.Panic = "disk full" }, `panicked without a word of "disk full": panic: no disk`},
		{"panics", func(p *Program) { p.Output = []string{"after"} }, `printed ["before"] and not ["after"]`},
		{"panics", func(p *Program) { p.Output = nil }, ""},
		{"deadlocks", func(p *Program) { p.Output = nil }, ""},
		{"deadlocks", func(p *Program) { p.Output = []string{"after"} }, `printed ["before"] and not ["after"]`},
		{"leaks", func(p *Program) { p.Output = nil }, `printed ["one is enough"] and not []`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := programs[test.name]
			h, err := fast(p)
			require.NoError(t, err)
			test.change(&p)
			if test.says == "" {
				require.NoError(t, Holds(p, h))
				return
			}
			require.ErrorContains(t, Holds(p, h), test.says)
		})
	}
}

func TestARaceCannotBeHeldWithoutTheRaceDetector(t *testing.T) {
	t.Parallel()
	runs := []once{{procs: 1, ending: Prints}}
	p := Program{Verdict: Races}
	require.Error(t, Holds(p, happened(p, runs, "")))
	require.NoError(t, Holds(p, happened(p, runs, "no C compiler")))
}

// The runtime's check of maps finds something on some runs only, and with the
// race detector a race is found first.
func TestTheCheckOfMapsMustShowOnce(t *testing.T) {
	t.Parallel()
	p := Program{Name: "m", Verdict: Panics, Panic: "concurrent map writes"}
	fine, bad := once{ending: Prints}, once{ending: Panics, errors: "fatal error: concurrent map writes\n"}
	race := once{race: true, ending: Prints, errors: raceMark}
	require.NoError(t, Holds(p, happened(p, []once{fine, bad, race}, "")))
	require.ErrorContains(t, Holds(p, happened(p, []once{fine, fine, race}, "")), "none of 2 runs")
}

func TestRenameKeepsLinesAndColumns(t *testing.T) {
	t.Parallel()
	p := fixtures(t, "true")["panics"]
	text, err := os.ReadFile(p.File)
	require.NoError(t, err)
	renamed, name, err := rename(p.File, text)
	require.NoError(t, err)
	require.Equal(t, "Main", name)
	require.Equal(t, strings.Replace(string(text), "func main()", "func Main()", 1), string(renamed))
}

// The marks are written down twice: the watcher is text to this package.
func TestTheWatcherWritesTheMark(t *testing.T) {
	t.Parallel()
	require.Contains(t, watcher, `"\x00main returned\x00\n"`)
	require.Equal(t, "\x00main returned\x00\n", mark)
	require.Contains(t, watcher, "\tMain()\n")
}

func TestRunLeavesNothingBehind(t *testing.T) {
	tmp := t.TempDir()
	name := "TMPDIR"
	if runtime.GOOS == "windows" {
		name = "TMP"
	}
	t.Setenv(name, tmp)
	p := fixtures(t, "true")["exits"]
	before, err := os.ReadDir(filepath.Dir(p.File))
	require.NoError(t, err)
	_, err = limits{procs: []int{2}, runs: 1, timeout: 10 * time.Second, output: 1 << 12}.run(t.Context(), p)
	require.NoError(t, err)
	left, err := os.ReadDir(tmp)
	require.NoError(t, err)
	left = slices.DeleteFunc(left, func(e os.DirEntry) bool { return !strings.HasPrefix(e.Name(), "predict-") })
	require.Empty(t, left)
	after, err := os.ReadDir(filepath.Dir(p.File))
	require.NoError(t, err)
	require.Len(t, after, len(before))
}
