package companion

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.com/mastery/internal/grade"
	"example.com/mastery/internal/learner"
)

// One learner's way through an exercise, as the screen shows it.
func TestALearnersWay(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	require.Equal(t, `01-fixture
> sum              warm-up    5 minutes    untouched
  other            fix        5 minutes    untouched
`, p.ok("list"))

	s := p.run("check", "--rounds", "1") // without a name: the current one
	require.Equal(t, said{statusNo, `01-fixture/sum: not started   (0.0 s)
  Not implemented yet: the stub still panics.
  The notes: Adding, 01-fixture/README.md#fixture
  A hint: go run . hint sum
`, ""}, said{s.status, timeless(s.out), s.err})
	require.Contains(t, p.ok("list"), "> sum              warm-up    5 minutes    untouched\n")

	p.write(stub, p.read("01-fixture/exercises/testdata/sum/wrong/race-no-lock.go"))
	require.Contains(t, p.ok("list"), "> sum              warm-up    5 minutes    begun\n")
	s = p.run("check", "sum", "--rounds", "1")
	require.Equal(t, said{statusNo, `01-fixture/sum: race   (0.0 s)
  A data race: two goroutines touch the same memory, one of them writes, and nothing orders them.
    write sum.go:13: sum += n   (by the goroutine started at sum.go:11)
    write sum.go:13: sum += n   (by the goroutine started at sum.go:11)
    Nothing orders these two: whichever comes second may see the other half done.
  The test: TestSumAdds in 01-fixture/exercises/sum_test.go
  The notes: Races, 01-fixture/README.md#races
  A hint: go run . hint sum
`, ""}, said{s.status, oneAccess.Replace(timeless(s.out)), s.err})
	require.Contains(t, p.ok("list"), "> sum              warm-up    5 minutes    failing: race\n")

	p.write(stub, p.read(solution))
	s = p.run("check", "sum", "--rounds", "1")
	require.Equal(t, said{statusOK, `01-fixture/sum: passed   (0.0 s)
  Correct on 3 runs, under GOMAXPROCS 1, 2 and 4.

  The mutex orders them.
`, ""}, said{s.status, timeless(s.out), s.err})
	require.Equal(t, `01-fixture
  sum              warm-up    5 minutes    passed
> other            fix        5 minutes    untouched
`, p.ok("list"))

	p.write(stub, p.read(solution)+"\n// tidied\n")
	require.Contains(t, p.ok("list"), "> sum              warm-up    5 minutes    changed\n", "passed once is not passed as it is")
}

// oneAccess makes one of what the race detector may see first.
var oneAccess = strings.NewReplacer("    read  sum.go", "    write sum.go")

func TestCheckOfATopicGradesAllOfIt(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.write(stub, p.read(solution))
	s := p.run("check", "fixture", "sum", "01-fixture", "--rounds", "1")
	require.Equal(t, statusNo, s.status, "one of them does not compile")
	require.Equal(t, "grading 01-fixture/sum (1 of 2)\ngrading 01-fixture/other (2 of 2)\n", s.err)
	require.Contains(t, s.out, "01-fixture/sum: passed")
	require.Contains(t, timeless(s.out), `01-fixture/other: does not compile   (0.0 s)
  It does not compile.
`)
	require.Contains(t, s.out, "other.go:3:27: cannot use \"this does not compile\"")
	require.Equal(t, 2, strings.Count(s.out, " s)\n"), "each once")
}

func TestCheckPrintsJSONForPrograms(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	s := p.run("check", "--all", "--json", "--rounds", "1")
	require.Equal(t, statusNo, s.status)
	require.Empty(t, s.err)
	results := fromJSON[[]grade.Result](t, s.out)
	require.Len(t, results, 2)
	require.Equal(t, "sum", results[0].Exercise)
	require.Equal(t, grade.NotStarted, results[0].Verdict)
	require.Equal(t, learner.Sum([]byte(p.read(stub))), results[0].Sum)
	require.Equal(t, grade.NoCompile, results[1].Verdict)
}

func TestCheckRawPrintsWhatTheTestsPrinted(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.write(stub, p.read(serial))
	s := p.run("check", "sum", "--raw", "--rounds", "1")
	require.Equal(t, statusNo, s.status)
	require.Contains(t, s.out, "--- FAIL: TestSumAdds")
	p.write(stub, p.read(solution))
	s = p.run("check", "sum", "--raw", "--rounds", "1", "--fresh")
	require.Zero(t, s.status)
	require.Contains(t, s.out, "=== RUN   TestSumAdds", "of a pass, too")
	require.NotContains(t, s.out, "(cached)")
}

func TestCheckWithoutAFileSaysHowToGetItBack(t *testing.T) {
	p := newPlace(t)
	require.NoError(t, os.Remove(p.path(stub)))
	s := p.run("check", "sum")
	require.Equal(t, said{statusUsage, "", "mastery: " + filepath.FromSlash(stub) + " is gone; `go run . reset sum` brings the stub back\n"}, s)
	require.Contains(t, p.ok("list"), "> sum              warm-up    5 minutes    begun\n", "the rest goes on")
	require.Contains(t, p.ok("solution", "sum", "--force"), "func Sum(")
	require.Equal(t, "01-fixture/sum is as it came. There was nothing of yours to keep.\n", p.ok("reset", "sum"))
	require.Equal(t, p.read(pristine), p.read(stub))
}

func TestWhenAllIsPassed(t *testing.T) {
	p := newPlace(t)
	p.pass("sum", "other")
	for _, command := range []string{"check", "hint", "solution"} {
		s := p.run(command)
		require.Equal(t, said{statusUsage, "", "mastery: every exercise is passed: name the one you mean\n"}, s)
	}
	require.Contains(t, p.ok("start"), "2 of 2 exercises passed\n\nEvery exercise that is written so far is passed.")
	require.NotContains(t, p.ok("list"), ">")
}

func TestACourseWithoutExercises(t *testing.T) {
	p := newPlace(t)
	require.NoError(t, os.RemoveAll(p.path("01-fixture/exercises")))
	for line, want := range map[string]string{
		"check --all":      "nothing to grade: no exercise is written there yet",
		"check 01-fixture": "nothing to grade: no exercise is written there yet",
		"prove":            "nothing to prove: no exercise is written there yet",
		"prove fixture":    "nothing to prove: no exercise is written there yet",
	} {
		s := p.run(strings.Fields(line)...)
		require.Equal(t, said{statusUsage, "", "mastery: " + want + "\n"}, s, line)
	}
	require.Empty(t, p.ok("list"))
	require.Equal(t, "[]\n", p.ok("list", "--json"))
	require.Contains(t, p.ok("progress"), "0 of 0")
}

func TestNamesThatSeveralTopicsHaveAreSaidInFull(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	require.NoError(t, os.CopyFS(p.path("02-twin"), os.DirFS(p.path("01-fixture"))))
	s := p.run("hint", "sum")
	require.Equal(t, statusUsage, s.status)
	require.Equal(t, "mastery: \"sum\" is an exercise of several topics: say 01-fixture/sum or 02-twin/sum\n", s.err)
	s = p.run("__complete", "hint", "")
	require.True(t, strings.HasPrefix(s.out, "01-fixture/sum\n01-fixture/other\n02-twin/sum\n"), s.out)
	s = p.run("check", "--rounds", "1")
	require.Contains(t, s.out, "A hint: go run . hint 01-fixture/sum\n")
	s = p.run("solution", "2/sum")
	require.Contains(t, s.err, "To see the answer now: go run . solution 02-twin/sum --force\n")
}

func TestHintsComeOneByOne(t *testing.T) {
	p := newPlace(t)
	const (
		first = `01-fixture/sum, hint 1 of 3: a question

  What orders the additions?

`
		second = `01-fixture/sum, hint 2 of 3: a nudge

  Only one goroutine at a time may do:

      sum += n

`
		third = `01-fixture/sum, hint 3 of 3: the recipe

  A mutex around the addition, a WaitGroup for the end.

`
	)
	require.Equal(t, first+"Once more for the next: a nudge.\n", p.ok("hint"))
	require.Equal(t, first+second+"Once more for the next: the recipe.\n", p.ok("hint", "sum"))
	require.Equal(t, first+second+third, p.ok("hint", "sum"))
	require.Equal(t, first+second+third, p.ok("hint", "sum"), "and that is all")
	require.Equal(t, "01-fixture/other has no hints. Its task: 01-fixture/exercises/README.md\n", p.ok("hint", "other"))
	require.NoFileExists(t, p.path(".mastery/progress/01-fixture/other.json"))
}

func TestAllHintsAtOnceAreRemembered(t *testing.T) {
	p := newPlace(t)
	all := p.ok("hint", "sum", "--all")
	require.Contains(t, all, "hint 3 of 3: the recipe")
	require.Equal(t, all, p.ok("hint", "sum"))
}

func TestHintsAsJSON(t *testing.T) {
	type hints struct {
		Exercise  string
		Shown, Of int
		Hints     []struct{ Title, Text string }
	}
	p := newPlace(t)
	out := p.ok("hint", "sum", "--json")
	require.Contains(t, out, `"title": "a question"`)
	h := fromJSON[hints](t, out)
	require.Equal(t, "01-fixture/sum", h.Exercise)
	require.Equal(t, 1, h.Shown)
	require.Equal(t, 3, h.Of)
	require.Len(t, h.Hints, 1)
	require.Empty(t, fromJSON[hints](t, p.ok("hint", "other", "--json")).Hints)
}

func TestTheSolutionWaitsForAPass(t *testing.T) {
	p := newPlace(t)
	s := p.run("solution")
	require.Equal(t, said{statusNo, "", `01-fixture/sum is not passed yet. The next hint may do: go run . hint sum
To see the answer now: go run . solution sum --force
`}, s)
	s = p.run("solution", "sum", "--json")
	require.Equal(t, statusNo, s.status)
	require.Empty(t, s.out, "no JSON is no answer")

	forced := p.ok("solution", "sum", "--force")
	require.Equal(t, "The reference answer to 01-fixture/sum:\n\n"+p.read(solution)+`
Other right answers:
  01-fixture/exercises/testdata/sum/right/atomic.go
    an atomic addition in the place of the lock. It is right for a sum and for little else.
  01-fixture/exercises/testdata/sum/right/channel.go
    the numbers come over a channel and one goroutine adds.
`, forced, "an untouched stub is compared with nothing")
}

func TestTheSolutionStandsBesideYours(t *testing.T) {
	p := newPlace(t)
	p.pass("sum")
	require.NotContains(t, p.ok("solution", "sum"), "From yours", "word for word the reference: no difference")

	// Edited since the pass; the pass counts.
	mine := strings.Replace(p.read(solution), "var mu sync.Mutex", "var lock sync.Mutex", 1)
	want := `From yours (-) to the reference (+):

--- yours
+++ reference
@@ -3,7 +3,7 @@
 import "sync"
 
 func Sum(numbers []int) int {
-	var lock sync.Mutex
+	var mu sync.Mutex
 	var wg sync.WaitGroup
 	sum := 0
 	for _, n := range numbers {

Other right answers:
`
	for name, text := range map[string]string{
		"as it is":              mine,
		"Windows line endings":  strings.ReplaceAll(mine, "\n", "\r\n"),
		"no newline at the end": strings.TrimRight(mine, "\n"),
	} {
		p.write(stub, text)
		require.Contains(t, p.ok("solution", "sum"), want, name)
	}
	ref := fromJSON[reference](t, p.ok("solution", "sum", "--json"))
	require.Equal(t, p.read(solution), ref.Solution)
	require.Contains(t, want, ref.Diff)
	require.Len(t, ref.Alternatives, 2)
	require.Equal(t, "01-fixture/exercises/testdata/sum/right/atomic.go", ref.Alternatives[0].File)

	p.pass("other")
	p.write("01-fixture/exercises/solutions/other.go", "package exercises\n")
	require.Empty(t, fromJSON[reference](t, p.ok("solution", "other", "--json")).Alternatives)
}

func TestResetHasAWayBack(t *testing.T) {
	p := newPlace(t)
	require.Equal(t, "01-fixture/sum is as it came. There was nothing of yours to keep.\n", p.ok("reset", "sum"))
	require.NoDirExists(t, p.path(".mastery"))

	p.pass("sum")
	out := p.ok("reset", "sum")
	require.Equal(t, p.read(pristine), p.read(stub))
	require.Contains(t, p.ok("list"), "> sum              warm-up    5 minutes    untouched\n")
	lines := strings.Split(out, "\n")
	kept, ok := strings.CutPrefix(lines[0], "01-fixture/sum is as it came. Your text is kept as ")
	require.True(t, ok, out)
	kept = strings.TrimSuffix(kept, ";")
	require.Equal(t, "to have it back: cp "+kept+" "+filepath.FromSlash(stub), lines[1])

	// The command that was printed, done.
	p.write(stub, p.read(filepath.ToSlash(kept)))
	require.Contains(t, p.ok("list"), "  sum              warm-up    5 minutes    passed\n", "the pass is back with it")

	reset := fromJSON[map[string]string](t, p.ok("reset", "sum", "--json"))
	require.Equal(t, "01-fixture/sum", reset["exercise"])
	text, err := os.ReadFile(reset["kept"])
	require.NoError(t, err)
	require.Equal(t, p.read(solution), string(text))
	require.Equal(t, map[string]string{"exercise": "01-fixture/sum", "kept": ""}, fromJSON[map[string]string](t, p.ok("reset", "sum", "--json")))
}

func TestListAsJSON(t *testing.T) {
	p := newPlace(t)
	p.pass("sum")
	rows := fromJSON[[]row](t, p.ok("list", "--json"))
	require.Equal(t, []row{
		{Exercise: "sum", Topic: "01-fixture", Level: 1, Kind: "warm-up", Time: "5 minutes", State: learner.Passed, Verdict: "passed"},
		{Exercise: "other", Topic: "01-fixture", Level: 1, Kind: "fix", Time: "5 minutes", State: learner.Untouched, Current: true},
	}, rows)
	require.Len(t, fromJSON[[]row](t, p.ok("list", "other", "--json")), 1)
	require.Len(t, fromJSON[[]row](t, p.ok("list", "1", "other", "sum", "--json")), 2, "none twice")
}

func TestStart(t *testing.T) {
	p := newPlace(t)
	out := p.ok("start")
	machine, rest, ok := strings.Cut(out, "\nWhere you are\n")
	require.True(t, ok)
	require.Regexp(t, `^Go Concurrency Mastery

Your machine
  ok       Go             go1\.\d+.*
  (ok|missing) +race detector  .*
`, machine)
	require.Equal(t, `  0 of 2 exercises passed

Next: 01-fixture/sum
  read     01-fixture/README.md#fixture
  play     go run ./01-fixture/...
  predict  go run . predict 01-fixture
  fill     01-fixture/exercises/sum.go
  loop     go run . watch   (grades it at every save)
`, rest)

	type answer struct {
		Machine []check
		Topics  []standing
		Next    next
	}
	a := fromJSON[answer](t, p.ok("start", "--json"))
	require.Len(t, a.Machine, 2)
	require.True(t, a.Machine[0].OK)
	require.Equal(t, []standing{{Topic: "01-fixture", Title: "Fixture", Level: 1, Of: 2}}, a.Topics)
	require.Equal(t, "01-fixture/sum", a.Next.Exercise)

	p.pass("sum")
	out = p.ok("start")
	require.Contains(t, out, "  1 of 2 exercises passed\n\nNext: 01-fixture/other\n  read     01-fixture/README.md\n")
	p.pass("other")
	require.Equal(t, next{}, fromJSON[answer](t, p.ok("start", "--json")).Next)
}

func TestStartWithoutAGoCommand(t *testing.T) {
	p := newPlace(t)
	_ = grade.Racing() // asks the go command once and for all: before it is hidden
	t.Setenv("PATH", t.TempDir())
	out := p.ok("start")
	require.Contains(t, out, "  missing  Go             the go command does not run\n           Go 1.26 or later is needed: https://go.dev/dl/\n")
	require.Contains(t, out, "Next: 01-fixture/sum")
}

func TestRecent(t *testing.T) {
	for found, want := range map[string]bool{
		"go1.26": true, "go1.26.8": true, "go1.27": true, "go1.30rc1": true, "go1.26.1 X:nogreenteagc": true,
		"devel go1.27-d0a1b2c Mon Nov 2": true, "go1.27-devel_d0a1b2c Mon Nov 2": true, "go2.0": true,
		"go1.25.9": false, "go1.9": false, "devel go1.25-d0a1b2c": false, "": false, "gccgo 15": false,
	} {
		require.Equal(t, want, recent(found), found)
	}
}

func TestRaceAdviceFitsTheCause(t *testing.T) {
	require.Contains(t, raceAdvice(grade.ErrNoCompiler, "linux"), "apt install gcc")
	require.Contains(t, raceAdvice(grade.ErrNoCompiler, "windows"), "MinGW")
	require.Contains(t, raceAdvice(grade.ErrCgoOff, "windows"), "CGO_ENABLED")
	require.NotContains(t, raceAdvice(grade.ErrNoDetector, "linux"), "Install", "nothing to install helps")
	for _, err := range []error{grade.ErrNoCompiler, grade.ErrCgoOff, grade.ErrNoDetector} {
		require.Contains(t, raceAdvice(err, runtime.GOOS), "data races go unnoticed; all else works.")
	}
}
