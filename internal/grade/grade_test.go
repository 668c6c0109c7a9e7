package grade

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"example.com/mastery/internal/course"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// fixture returns the course in testdata and its exercise sum, which has an
// answer for every verdict and a neighbour that does not compile.
func fixture(t testing.TB) (*course.Course, *course.Exercise) {
	t.Helper()
	root, err := filepath.Abs("testdata/course")
	require.NoError(t, err)
	c, err := course.Load(root)
	require.NoError(t, err)
	e, err := c.Exercise("sum")
	require.NoError(t, err)
	return c, e
}

func TestGradeGivesEachAnswerItsVerdict(t *testing.T) {
	c, e := fixture(t)
	for _, test := range []struct {
		answer  string // empty: the stub
		verdict Verdict
		detail  string // a line of the details, or the headline
		notes   string
	}{
		{"", NotStarted, "stub still panics", "#fixture"},
		{"solutions/sum.go", Passed, "Correct on 6 runs, under GOMAXPROCS 1, 2 and 4.", ""},
		{"race-no-lock.go", Race, "write sum.go:13: sum += n   (by the goroutine started at sum.go:11)", "#races"},
		{"wrong-first.go", Wrong, "Sum(1, 2, 3) = 1; a correct Sum returns 6:", "#fixture"},
		{"leak-sender.go", Leak, "blocked sending at sum.go:13: results <- 0 // nobody receives this   (started at sum.go:12)", "#leaks"},
		{"deadlock-no-receiver.go", Deadlock, "blocked sending at sum.go:6: results <- n", "#leaks"},
		{"deadlock-mutex.go", Deadlock, "waiting for a Mutex at sum.go:8: mu.Lock()", "#leaks"},
		{"testdata/sum/odd/timedout-spin.go", TimedOut, "still running at sum.go:", "#leaks"},
		{"panic-goroutine.go", Panic, "at sum.go:7: _ = numbers[len(numbers)]", ""},
		{"panic-fatal.go", Panic, "fatal error: sync: unlock of unlocked mutex", ""},
		{"panic-exit0.go", Panic, "unexpected call to os.Exit(0) during test", ""},
		{"testdata/sum/odd/prints.go", Passed, "Correct on 6 runs", ""},
		{"wrong-forges.go", Wrong, "It ended the process, or printed what tests print: 1 of 6 runs came to their end.", ""},
		{"wrong-exit.go", Wrong, "never call os.Exit", ""},
		{"wrong-flood.go", Wrong, "printed more than 1024 KiB", ""},
		{"wrong-prints.go", Wrong, "Sum(1, 2, 3) = 7", ""},
		{"testdata/sum/odd/nocompile.go", NoCompile, "undefined: total", ""},
		{"testdata/sum/odd/flaky.go", Flaky, "3 of 6 runs passed", ""},
	} {
		t.Run(string(test.verdict)+" "+test.answer, func(t *testing.T) {
			t.Parallel()
			answer := test.answer
			switch {
			case strings.Contains(answer, "/"):
				answer = filepath.Join(e.Dir, answer)
			case answer != "":
				answer = filepath.Join(e.Dir, "testdata/sum/wrong", answer)
			}
			timeout := time.Minute // the machine may be busy
			if test.verdict == TimedOut || test.answer == "deadlock-mutex.go" {
				timeout = 3 * time.Second // these two do not end before
			}
			r, err := Grade(t.Context(), c, e, Options{Answer: answer, Rounds: 2, Timeout: timeout})
			require.NoError(t, err)
			said := r.Headline + "\n" + strings.Join(r.Details, "\n")
			require.Equal(t, test.verdict, r.Verdict, "%s\n%s", said, r.Raw)
			require.Contains(t, said, test.detail)
			require.NotContains(t, said, e.Dir, "details show short paths")
			if test.notes != "" {
				require.Equal(t, "01-fixture/README.md"+test.notes, r.NotesRef)
			}
			require.LessOrEqual(t, len(r.Raw), MaxOutput+MaxOutput/2)
		})
	}
}

func TestGradeOfACancelledContextKillsEverything(t *testing.T) {
	c, e := fixture(t)
	ctx, cancel := context.WithCancel(t.Context())
	started := make(chan struct{})
	go func() {
		<-started
		cancel()
	}()
	close(started)
	_, err := Grade(ctx, c, e, Options{Answer: filepath.Join(e.Dir, "testdata/sum/odd/timedout-spin.go")})
	require.ErrorIs(t, err, context.Canceled)
}

func TestGradeRemembersAPass(t *testing.T) {
	t.Setenv("GOFLAGS", "") // -count=1 in there forbids it
	c, e := fixture(t)
	o := Options{Answer: e.Solution, Rounds: 1}
	_, err := Grade(t.Context(), c, e, o)
	require.NoError(t, err)
	r, err := Grade(t.Context(), c, e, o)
	require.NoError(t, err)
	require.Equal(t, Passed, r.Verdict)
	require.Contains(t, r.Raw, "(cached)")
	o.Fresh = true
	r, err = Grade(t.Context(), c, e, o)
	require.NoError(t, err)
	require.NotContains(t, r.Raw, "(cached)")
}

func TestGradeWithoutAGoModuleIsAnError(t *testing.T) {
	c, e := fixture(t)
	other := *c
	other.Root = t.TempDir()
	_, err := Grade(t.Context(), &other, e, Options{})
	require.ErrorContains(t, err, "go.mod file not found")
}

func TestOverlayHidesTheNeighbours(t *testing.T) {
	c, e := fixture(t)
	o, err := For(c, e, "answer.go")
	require.NoError(t, err)
	here, err := os.Getwd()
	require.NoError(t, err)
	require.Equal(t, map[string]string{
		e.Stub:                                filepath.Join(here, "answer.go"),
		filepath.Join(e.Dir, "other.go"):      "",
		filepath.Join(e.Dir, "other_test.go"): "",
	}, o.Replace)
	require.ElementsMatch(t, []string{filepath.Join(e.Dir, "sum_test.go"), filepath.Join(here, "answer.go")}, o.Sources(e))
}

func TestCorrectSaysUnderWhat(t *testing.T) {
	require.Equal(t, "Correct on 30 runs, under GOMAXPROCS 1, 2 and 4.", correct(30, []int{1, 2, 4}))
	require.Equal(t, "Correct on 2 runs, under GOMAXPROCS 1 and 8.", correct(2, []int{1, 8}))
	require.Equal(t, "Correct on 1 run, under GOMAXPROCS 4.", correct(1, []int{4}))
}

// The go command must call the files what the overlay calls them, also where a
// symbolic link leads into the course and the shell stands elsewhere.
func TestGradeBelowASymbolicLink(t *testing.T) {
	real, _ := fixture(t)
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(real.Root, link); err != nil {
		t.Skip(err) // Windows asks for a privilege
	}
	c, err := course.Load(link)
	require.NoError(t, err)
	e, err := c.Exercise("sum")
	require.NoError(t, err)
	r, err := Grade(t.Context(), c, e, Options{Answer: e.Solution, Rounds: 1})
	require.NoError(t, err)
	require.Equal(t, Passed, r.Verdict, r.Raw)
	r, err = Grade(t.Context(), c, e, Options{Answer: filepath.Join(e.Dir, "testdata", "sum", "wrong", "race-no-lock.go"), Rounds: 1})
	require.NoError(t, err)
	require.Equal(t, Race, r.Verdict, r.Raw)
	require.Contains(t, strings.Join(r.Details, "\n"), "write sum.go:13: sum += n")
}

func TestCanRace(t *testing.T) {
	t.Setenv("CGO_ENABLED", "")
	require.NoError(t, canRace("linux", "amd64", true, "go"), "go is on the PATH as a compiler must be")
	require.NoError(t, canRace("darwin", "arm64", false, "there-is-no-such-compiler"))
	err := canRace("linux", "amd64", false, "there-is-no-such-compiler -m64")
	require.ErrorIs(t, err, ErrNoCompiler)
	require.EqualError(t, err, "no C compiler was found (there-is-no-such-compiler)")
	require.ErrorIs(t, canRace("linux", "amd64", false, "go"), ErrCgoOff, "go env -w CGO_ENABLED=0")
	require.ErrorIs(t, canRace("windows", "arm64", true, "go"), ErrNoDetector)
	require.ErrorIs(t, canRace("linux", "386", true, "go"), ErrNoDetector)
	require.ErrorIs(t, canRace("plan9", "amd64", true, "go"), ErrNoDetector)
	t.Setenv("CGO_ENABLED", "0")
	require.ErrorIs(t, canRace("linux", "amd64", false, "go"), ErrCgoOff)
}

// Two answers of the same size and time differ in their imports. The go command
// must not take one for the other.
func TestAnswersThatLookAlikeAreToldApart(t *testing.T) {
	c, e := fixture(t)
	const head, tail = "package exercises\n\n%s\nfunc Sum(numbers []int) int {\n", "\tsum := 0\n\tfor _, n := range numbers {\n\t\tsum += n\n\t}\n\treturn sum\n}\n"
	bare := fmt.Sprintf(head, "// nothing needed\n") + "\t// free     //\n" + tail
	imports := fmt.Sprintf(head, "import \"runtime\"\n") + "\truntime.GC()   \n" + tail
	for len(bare) < len(imports) {
		bare += "\n"
	}
	for len(imports) < len(bare) {
		imports += "\n"
	}
	then := time.Now().Add(-time.Hour)
	for i, text := range []string{bare, imports, bare, imports} {
		answer := filepath.Join(t.TempDir(), fmt.Sprintf("answer%d.go", i))
		require.NoError(t, os.WriteFile(answer, []byte(text), 0o644))
		require.NoError(t, os.Chtimes(answer, then, then))
		r, err := Grade(t.Context(), c, e, Options{Answer: answer, Rounds: 1, Fresh: true})
		require.NoError(t, err)
		require.Equal(t, Passed, r.Verdict, "%s\n%s", r.Headline, r.Raw)
	}
}

// TestATimeoutIsSeenAmongWhatIsPrinted: the runtime writes "panic: " and the
// message one after the other, while a loop goes on to print.
func TestATimeoutIsSeenAmongWhatIsPrinted(t *testing.T) {
	r := &report{}
	r.take(event{Action: "run", Test: "TestSum"})
	for _, line := range []string{
		"on and on\n", "panic: on and on\n", "test timed out after 3son and on\n",
		"\trunning tests:\n", "\t\tTestSum (3s)\n", "on and on\n", "\n",
		"goroutine 7 [running]:\n", "example.com/x/exercises.Sum(...)\n", "\t/x/exercises/sum.go:7 +0x1d\n", "\n",
	} {
		r.take(event{Action: "output", Test: "TestSum", Output: line})
	}
	j := &judgement{report: r, dir: "/x/exercises"}
	j.decide()
	require.Equal(t, TimedOut, j.verdict)
	require.Equal(t, "Still running after 3s: it never ends, or it spins.", j.headline)
	require.Len(t, j.details, 1)
	require.Contains(t, j.details[0], "still running at sum.go:7")
	require.False(t, r.slow(3*time.Second, j.dir), "one test took all of it")
	require.True(t, r.slow(time.Minute, j.dir))
}

// TestATestWithoutAProcessorIsNotToBlame: a right answer on a machine that has
// much else to do. A deadlock needs no processor and is told at once.
func TestATestWithoutAProcessorIsNotToBlame(t *testing.T) {
	const head = "panic: test timed out after 4s\n\trunning tests:\n\t\tTestSum (3s)\n\ngoroutine 9 [running]:\ntesting.(*M).startAlarm.func1()\n\t/go/src/testing/testing.go:2802 +0x605\n\n"
	const below = "example.com/x/exercises.TestSum(...)\n\t/x/exercises/sum_test.go:7 +0x1d\n\n"
	const settling = "example.com/mastery/internal/settle.Settles()\n\t/x/settle/calm.go:57 +0x1d\n"
	for _, test := range []struct {
		starved bool
		dump    string
		slow    bool
		verdict Verdict
	}{
		{true, "goroutine 7 [runnable]:\n" + below, true, TimedOut},
		{false, "goroutine 7 [runnable]:\n" + below, false, TimedOut},
		{true, "goroutine 7 [chan receive]:\n" + settling + below, true, TimedOut},
		{true, "goroutine 7 [chan receive]:\n" + below, false, Deadlock},
	} {
		r := &report{starved: test.starved}
		r.take(event{Action: "run", Test: "TestSum"})
		r.take(event{Action: "output", Test: "TestSum", Output: head + test.dump})
		require.Equal(t, test.slow, r.slow(4*time.Second, "/x/exercises"), test.dump)
		j := &judgement{report: r, dir: "/x/exercises"}
		j.decide()
		require.Equal(t, test.verdict, j.verdict, test.dump)
	}
}

// TestTheTimeOfAProcessorIsCounted: that of the tests, which the go command
// starts.
func TestTheTimeOfAProcessorIsCounted(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process's times don't hold its children's")
	}
	cmd := exec.Command("sh", "-c", "sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'; true")
	require.NoError(t, cmd.Run())
	require.Greater(t, cmd.ProcessState.UserTime(), 50*time.Millisecond)
}

// TestTheCompilersLinesNameTheFileAlone: the one that goes on, too.
func TestTheCompilersLinesNameTheFileAlone(t *testing.T) {
	r := &report{}
	for _, line := range []string{
		"# example.com/mastery/01-fixture/exercises\n",
		"01-fixture/exercises/sum.go:9:5: New redeclared in this block\n",
		"\t01-fixture/exercises/sum.go:7:5: other declaration of New\n",
		"vet: 01-fixture/exercises/sum.go:3:1: expected declaration\n",
	} {
		r.take(event{Action: "build-output", Output: line})
	}
	j := &judgement{report: r, dir: "/x/01-fixture/exercises"}
	j.decide()
	require.Equal(t, NoCompile, j.verdict)
	require.Equal(t, []string{
		"sum.go:9:5: New redeclared in this block",
		"\tsum.go:7:5: other declaration of New",
		"sum.go:3:1: expected declaration",
	}, j.details)
}

func TestAProcessThatOutlivesTheTestsIsNamed(t *testing.T) {
	r := &report{}
	r.take(event{Action: "run", Test: "TestSum"})
	r.take(event{Action: "pass", Test: "TestSum"})
	r.take(event{Action: "output", Output: "PASS\n*** Test I/O incomplete 5s after exiting.\nexec: WaitDelay expired before I/O complete\n"})
	j := &judgement{report: r, rounds: 1}
	j.decide()
	require.Equal(t, Wrong, j.verdict)
	require.Equal(t, "A process that it started was still running when the tests had ended.", j.headline)
}

// TestFlakyIsWhatPassesSometimes: each test passed on a run, but no run did.
func TestFlakyIsWhatPassesSometimes(t *testing.T) {
	decide := func(results ...string) Verdict {
		r := &report{}
		for i, result := range results {
			name := []string{"TestSumA", "TestSumB"}[i%2]
			r.take(event{Action: "run", Test: name})
			if result == "fail" {
				r.take(event{Action: "output", Test: name, Output: "    sum_test.go:7: Sum() = 5\n"})
			}
			r.take(event{Action: result, Test: name})
		}
		j := &judgement{report: r, dir: "/x/exercises"}
		j.decide()
		return j.verdict
	}
	require.Equal(t, Wrong, decide("pass", "fail", "fail", "pass"))
	require.Equal(t, Flaky, decide("pass", "fail", "pass", "pass"))
	require.Equal(t, Wrong, decide("pass", "fail", "pass", "fail"))
}

// TestNotesOfAFlakyAnswer: the runs that failed were wrong, so what explains
// wrong explains it; race is next, since both depend on who is first.
func TestNotesOfAFlakyAnswer(t *testing.T) {
	e := &course.Exercise{Fails: map[string]course.Link{"race": {Title: "R"}, "wrong": {Title: "W"}}}
	link, ok := notes(e, Flaky)
	require.True(t, ok)
	require.Equal(t, "W", link.Title)
	delete(e.Fails, "wrong")
	link, _ = notes(e, Flaky)
	require.Equal(t, "R", link.Title)
}

// TestGradeAddsWhatVetFinds: a race shows where two met, not that Add came too
// late.
func TestGradeAddsWhatVetFinds(t *testing.T) {
	root := t.TempDir()
	require.NoError(t, os.CopyFS(root, os.DirFS("testdata/course")))
	c, err := course.Load(root)
	require.NoError(t, err)
	e, err := c.Exercise("sum")
	require.NoError(t, err)
	const late = `package exercises

import "sync"

func Sum(numbers []int) int {
	var wg sync.WaitGroup
	sum := 0
	for _, n := range numbers {
		go func() {
			wg.Add(1)
			defer wg.Done()
			sum += n
		}()
	}
	wg.Wait()
	return sum
}
`
	require.NoError(t, os.WriteFile(e.Stub, []byte(late), 0o644))
	r, err := Grade(t.Context(), c, e, Options{Rounds: 1})
	require.NoError(t, err)
	require.Contains(t, []Verdict{Wrong, Race, Flaky}, r.Verdict)
	last := r.Details[len(r.Details)-1]
	require.Equal(t, "go vet: sum.go:10:10: WaitGroup.Add called from inside new goroutine", last)

	r, err = Grade(t.Context(), c, e, Options{Answer: e.Stub, Rounds: 1})
	require.NoError(t, err)
	require.NotContains(t, strings.Join(r.Details, "\n"), "go vet", "the proof has no reader")
}

// TestTheRaceOfALateAdd: the detector is told of it by sync.WaitGroup, at an
// address that says nothing, and from frames that have no file.
func TestTheRaceOfALateAdd(t *testing.T) {
	const report = `WARNING: DATA RACE
Write at 0x00c000018628 by goroutine 9:
  runtime.racewrite()
      <autogenerated>:1 +0x1e
  example.com/x/exercises.TestSum.func3()
      /x/exercises/sum_test.go:20 +0x70

Previous read at 0x00c000018628 by goroutine 21:
  runtime.raceread()
      <autogenerated>:1 +0x1e

Goroutine 21 (running) created at:
  example.com/x/exercises.Sum()
      /x/exercises/sum.go:9 +0x8e
  example.com/x/exercises.TestSum.func3()
      /x/exercises/sum_test.go:20 +0x70
==================
`
	lines := explainRace(report, "/x/exercises", nil)
	require.Equal(t, []string{"WaitGroup.Wait below sum_test.go:20", "WaitGroup.Add in the goroutine started at sum.go:9"}, lines[:2])
	require.Contains(t, lines[2], "Nothing says that this Add comes before Wait")

	own := strings.ReplaceAll(report, "sum_test.go:20 +0x70\n\nPrev", "sum.go:14 +0x70\n\nPrev")
	require.Equal(t, "WaitGroup.Wait at sum.go:14", explainRace(own, "/x/exercises", nil)[0])
	plain := strings.ReplaceAll(strings.ReplaceAll(own, "runtime.racewrite", "x.f"), "runtime.raceread", "x.g")
	require.Contains(t, explainRace(plain, "/x/exercises", nil)[0], "write sum.go:14")
}

func TestFindings(t *testing.T) {
	const out = `# example.com/mastery/04-sync-primitives/exercises
04-sync-primitives/exercises/stats.go:9:9: Inc passes lock by value: exercises.Stats contains sync.Mutex
04-sync-primitives/exercises/stats.go:9:9: Inc passes lock by value: exercises.Stats contains sync.Mutex
04-sync-primitives/exercises/lazy.go:9:9: Get passes lock by value: exercises.Lazy contains sync.Mutex
vet: 04-sync-primitives/exercises/stats.go:3:1: expected declaration
`
	require.Equal(t, []string{
		"go vet: stats.go:9:9: Inc passes lock by value: exercises.Stats contains sync.Mutex",
		"go vet: stats.go:3:1: expected declaration",
	}, findings(out, "stats.go"))
	require.Empty(t, findings("", "stats.go"))
}
