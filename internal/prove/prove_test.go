package prove

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/grade"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// fixture returns the graders' fixture and its exercise sum, in place: it has no
// internal folder, so that nothing is remembered and nothing written.
func fixture(t *testing.T) (*course.Course, *course.Exercise) {
	t.Helper()
	root, err := filepath.Abs(filepath.FromSlash("../grade/testdata/course"))
	require.NoError(t, err)
	return load(t, root)
}

// fixtureCopy returns a copy that may be written to, with the sources of a
// grader beside it, so that there is a memory.
func fixtureCopy(t *testing.T) (*course.Course, *course.Exercise) {
	t.Helper()
	root := t.TempDir()
	require.NoError(t, os.CopyFS(root, os.DirFS(filepath.FromSlash("../grade/testdata/course"))))
	for _, dir := range []string{"child", "course", "grade", "prove", "settle"} {
		write(t, filepath.Join(root, "internal", dir, dir+".go"), "package "+dir+"\n")
	}
	return load(t, root)
}

func load(t *testing.T, root string) (*course.Course, *course.Exercise) {
	t.Helper()
	c, err := course.Load(root)
	require.NoError(t, err)
	e, err := c.Exercise("sum")
	require.NoError(t, err)
	return c, e
}

func write(t *testing.T, name, text string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
	require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(text)
}

// wrong returns the path of one of sum's wrong answers.
func wrong(e *course.Exercise, name string) string {
	return filepath.Join(e.Dir, "testdata", "sum", "wrong", name)
}

// summary has a line a case: its name, and its fault's first line if it has one.
func summary(outcomes []Outcome) []string {
	var lines []string
	for _, o := range outcomes {
		line := o.Case.Name()
		if o.Remembered {
			line += " (remembered)"
		}
		if o.Fault != "" {
			first, _, _ := strings.Cut(o.Fault, "\n")
			line += ": " + first
		}
		lines = append(lines, line)
	}
	return lines
}

func TestAnnounced(t *testing.T) {
	for file, want := range map[string]grade.Verdict{
		"wrong-serial.go": grade.Wrong, "race-x.go": grade.Race, "leak-x.go": grade.Leak,
		"deadlock-x.go": grade.Deadlock, "panic-x.go": grade.Panic, "/a/race-b/leak-x.go": grade.Leak,
	} {
		got, ok := Announced(filepath.FromSlash(file))
		require.True(t, ok, file)
		require.Equal(t, want, got, file)
	}
	for _, file := range []string{"x.go", "flaky-x.go", "passed-x.go", "timed out-x.go", "racy-x.go", "wrong.go", "race-x/x.go"} {
		_, ok := Announced(filepath.FromSlash(file))
		require.False(t, ok, file)
	}
}

func TestCasesAreTheStubTheAnswersAndTheMistakes(t *testing.T) {
	_, e := fixture(t)
	cases, err := Cases(e)
	require.NoError(t, err)
	wants := map[string]grade.Verdict{}
	for _, c := range cases {
		wants[c.Name()] = c.Want
	}
	require.Len(t, wants, 2+len(e.Right)+len(e.Wrong), "no two of a name")
	require.Equal(t, grade.NotStarted, wants["stub"])
	require.Equal(t, grade.Passed, wants["solution"])
	require.Equal(t, grade.Passed, wants["right/channel"])
	require.Equal(t, grade.Race, wants["wrong/race-no-lock"])
	require.Equal(t, grade.Panic, wants["wrong/panic-exit0"])

	fix := *e
	fix.Kind = "fix"
	cases, err = Cases(&fix)
	require.NoError(t, err)
	require.Empty(t, cases[0].Want, "any verdict but a pass")
}

func TestANameThatAnnouncesNothingIsAnErrorBeforeAnythingRuns(t *testing.T) {
	c, e := fixture(t)
	e.Wrong = append(e.Wrong, wrong(e, "forgets-the-last.go"))
	outcomes, err := Run(t.Context(), c, []*course.Exercise{e}, Options{Done: func(Outcome, int, int) { t.Error("a case was decided") }})
	require.ErrorContains(t, err, "forgets-the-last.go: its name must begin with wrong-, race-, leak-, deadlock- or panic-")
	require.NotErrorIs(t, err, ErrFault)
	require.Empty(t, outcomes)
}

func TestAllAsAnnounced(t *testing.T) {
	c, e := fixture(t)
	e.Right, e.Wrong = e.Right[:1], []string{wrong(e, "race-no-lock.go")}
	var counted []int
	outcomes, err := Run(t.Context(), c, []*course.Exercise{e}, Options{
		Rounds: 1,
		Done: func(o Outcome, decided, all int) { // never called by two at once: the race detector watches
			require.Equal(t, 4, all)
			counted = append(counted, decided)
		},
	})
	require.NoError(t, err, summary(outcomes))
	require.Equal(t, []int{1, 2, 3, 4}, counted)
	require.Equal(t, []string{"stub", "solution", "right/atomic", "wrong/race-no-lock"}, summary(outcomes), "in the order of the course")
}

// Each fault that an author can make is found. The variants stand in the place
// of the same exercise, at the same time.
func TestPlantedFaultsAreFound(t *testing.T) {
	c, e := fixture(t)
	dir := t.TempDir()
	answer := func(name, text string) string {
		name = filepath.Join(dir, filepath.FromSlash(name))
		write(t, name, text)
		return name
	}
	right, race, first := read(t, e.Solution), read(t, wrong(e, "race-no-lock.go")), read(t, wrong(e, "wrong-first.go"))
	all := *e
	all.Pristine = answer("stub.go", right)
	all.Solution = answer("solution.go", race)
	all.Right = []string{answer("right/first.go", first)}
	all.Wrong = []string{answer("wrong/race-not-really.go", right), answer("wrong/leak-or-race.go", race)}
	fix := func(stub string) *course.Exercise {
		v := *e
		v.Kind, v.Pristine, v.Right, v.Wrong = "fix", stub, nil, nil
		return &v
	}
	exercises := []*course.Exercise{
		&all, fix(wrong(e, "wrong-first.go")), fix(answer("fixed.go", right)),
		fix(answer("no compile.go", "package exercises\n\nfunc Sum([]int) int { return total }\n")),
	}
	outcomes, err := Run(t.Context(), c, exercises, Options{Rounds: 1, KeepGoing: true})
	require.ErrorIs(t, err, ErrFault)
	const (
		isRace   = "A data race: two goroutines touch the same memory, one of them writes, and nothing orders them."
		isPassed = "Correct on 3 runs, under GOMAXPROCS 1, 2 and 4."
		mustFail = "a stub to be fixed must compile and fail, and not by hanging until its time is up"
	)
	require.Equal(t, []string{
		`stub: got "passed", want "not started": ` + isPassed,
		`solution: got "race", want "passed": ` + isRace,
		`right/first: got "wrong", want "passed": A test failed.`,
		`wrong/race-not-really: got "passed", want "race": ` + isPassed,
		`wrong/leak-or-race: got "race", want "leak": ` + isRace,
		"stub", "solution",
		`stub: got "passed", ` + mustFail + ": " + isPassed, "solution",
		`stub: got "does not compile", ` + mustFail + ": It does not compile.", "solution",
	}, summary(outcomes))
	require.Contains(t, outcomes[2].Fault, "\n    Sum(1, 2, 3) = 1; a correct Sum returns 6:", "the details are there")
	require.Equal(t, grade.Race, outcomes[4].Result.Verdict)
}

func TestAFault(t *testing.T) {
	fixStub, hang := Case{}, "panic: test timed out after 10s\n"
	for name, test := range map[string]struct {
		c     Case
		r     grade.Result
		fault bool
	}{
		"as announced":                 {Case{Want: grade.Leak}, grade.Result{Verdict: grade.Leak}, false},
		"another verdict":              {Case{Want: grade.Leak}, grade.Result{Verdict: grade.Deadlock}, true},
		"flaky instead of wrong":       {Case{Want: grade.Wrong}, grade.Result{Verdict: grade.Flaky}, true},
		"a stub that is not started":   {Case{Want: grade.NotStarted}, grade.Result{Verdict: grade.NotStarted}, false},
		"a stub that does not compile": {Case{Want: grade.NotStarted}, grade.Result{Verdict: grade.NoCompile}, true},
		"a fix that is wrong":          {fixStub, grade.Result{Verdict: grade.Wrong}, false},
		"a fix that deadlocks":         {fixStub, grade.Result{Verdict: grade.Deadlock, Raw: "fatal error: all goroutines are asleep"}, false},
		"a fix that hangs, blocked":    {fixStub, grade.Result{Verdict: grade.Deadlock, Raw: hang}, true},
		"a fix that hangs, spinning":   {fixStub, grade.Result{Verdict: grade.TimedOut, Raw: hang}, true},
		"a fix that passes":            {fixStub, grade.Result{Verdict: grade.Passed}, true},
		"a deadlock that hangs":        {Case{Want: grade.Deadlock}, grade.Result{Verdict: grade.Deadlock, Raw: hang}, false},
	} {
		require.Equal(t, test.fault, fault(test.c, test.r) != "", name)
	}
}

func TestARightAnswerRunsOften(t *testing.T) {
	right := Case{Answer: "a.go", Want: grade.Passed}
	o := whole(right, Options{Rounds: 7})
	require.Equal(t, grade.Options{Answer: "a.go", Rounds: 7, CPUs: processors, Timeout: slack}, o, "a remembered pass will do")
	require.Empty(t, single(right, o, grade.Result{Verdict: grade.Passed, Runs: 21, Passed: 21}))
	require.True(t, whole(right, Options{Fresh: true}).Fresh)
}

func TestAWrongAnswerIsRejectedUnderEachGOMAXPROCS(t *testing.T) {
	for name, test := range map[string]struct {
		r    grade.Result
		left []int
	}{
		"failed three times":               {grade.Result{Verdict: grade.Wrong, Runs: 3}, nil},
		"ended its process at the first":   {grade.Result{Verdict: grade.Panic, Runs: 1}, []int{2, 4}},
		"ended its process later":          {grade.Result{Verdict: grade.Panic, Runs: 2, Passed: 1}, []int{1, 2, 4}},
		"passed once":                      {grade.Result{Verdict: grade.Leak, Runs: 3, Passed: 1}, []int{1, 2, 4}},
		"a race, which is reported once":   {grade.Result{Verdict: grade.Race, Runs: 3}, []int{1, 2, 4}},
		"a race that ended its process":    {grade.Result{Verdict: grade.Race, Runs: 1}, []int{1, 2, 4}},
		"no run, since it did not compile": {grade.Result{Verdict: grade.NoCompile}, []int{2, 4}},
	} {
		c := Case{Answer: "a.go", Want: grade.Wrong}
		o := whole(c, Options{Rounds: 7})
		require.Equal(t, grade.Options{Answer: "a.go", Rounds: 1, CPUs: processors, Timeout: slack, Fresh: true}, o)
		var left []int
		for _, one := range single(c, o, test.r) {
			require.Len(t, one.CPUs, 1)
			require.Equal(t, 1, one.Rounds)
			require.True(t, one.Fresh)
			left = append(left, one.CPUs...)
		}
		require.Equal(t, test.left, left, name)
	}
}

func TestTheFirstFaultStopsUnlessToldToGoOn(t *testing.T) {
	c, e := fixture(t)
	e.Pristine, e.Right, e.Wrong = e.Solution, nil, nil // decided first, and faulty
	outcomes, err := Run(t.Context(), c, []*course.Exercise{e}, Options{Rounds: 1, Jobs: 1})
	require.ErrorIs(t, err, ErrFault)
	require.Len(t, outcomes, 1)
	outcomes, err = Run(t.Context(), c, []*course.Exercise{e}, Options{Rounds: 1, Jobs: 1, KeepGoing: true})
	require.ErrorIs(t, err, ErrFault)
	require.Len(t, outcomes, 2)
}

func TestACaseThatCantBeDecidedIsAnErrorWithItsName(t *testing.T) {
	c, e := fixture(t)
	e.Right, e.Wrong = nil, []string{wrong(e, "race-that-is-not-there.go")}
	_, err := Run(t.Context(), c, []*course.Exercise{e}, Options{Rounds: 1, KeepGoing: true})
	require.ErrorIs(t, err, fs.ErrNotExist)
	require.NotErrorIs(t, err, ErrFault)
	require.ErrorContains(t, err, "01-fixture/sum wrong/race-that-is-not-there: ")
}

func TestNothingToProve(t *testing.T) {
	c, _ := fixture(t)
	outcomes, err := Run(t.Context(), c, nil, Options{})
	require.NoError(t, err)
	require.Empty(t, outcomes)
}

func TestAContextThatEndedBeforeStartsNothing(t *testing.T) {
	c, e := fixture(t)
	why := errors.New("enough")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(why)
	start := time.Now()
	outcomes, err := Run(ctx, c, []*course.Exercise{e}, Options{})
	require.ErrorIs(t, err, why)
	require.Empty(t, outcomes)
	require.Less(t, time.Since(start), 5*time.Second)
}
