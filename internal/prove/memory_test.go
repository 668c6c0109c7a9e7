package prove

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/grade"
)

func TestWhatDidNotChangeIsNotRunAgain(t *testing.T) {
	c, e := fixtureCopy(t)
	e.Right, e.Wrong = e.Right[:1], nil
	prove := func(o Options) []string {
		t.Helper()
		o.Rounds = 1
		outcomes, err := Run(t.Context(), c, []*course.Exercise{e}, o)
		require.NoError(t, err, summary(outcomes))
		return summary(outcomes)
	}
	all := []string{"stub", "solution", "right/atomic"}
	remembered := []string{"stub (remembered)", "solution (remembered)", "right/atomic (remembered)"}
	require.Equal(t, all, prove(Options{}))

	path := os.Getenv("PATH")
	t.Setenv("PATH", "") // no go command can be found: nothing can be run
	require.Equal(t, remembered, prove(Options{}))
	t.Setenv("PATH", path)

	write(t, e.Right[0], read(t, e.Right[0])+"\n// changed\n")
	require.Equal(t, []string{"stub (remembered)", "solution (remembered)", "right/atomic"}, prove(Options{}))

	// The learner's own file and what is hidden while sum is graded don't matter.
	write(t, e.Stub, "package exercises // half filled")
	write(t, filepath.Join(e.Dir, "other.go"), "package exercises // half filled")
	require.NoError(t, os.Remove(filepath.Join(e.Dir, "other_test.go")))
	t.Setenv("PATH", "")
	require.Equal(t, remembered, prove(Options{}))
	t.Setenv("PATH", path)

	require.Equal(t, all, prove(Options{Fresh: true}))
	t.Setenv("PATH", "")
	require.Equal(t, remembered, prove(Options{}), "what was proved afresh is remembered too")
}

func TestAFaultIsNotRemembered(t *testing.T) {
	c, e := fixtureCopy(t)
	e.Right, e.Wrong, e.Pristine = nil, nil, e.Solution
	_, err := Run(t.Context(), c, []*course.Exercise{e}, Options{Rounds: 1, Jobs: 1})
	require.ErrorIs(t, err, ErrFault)
	require.NoDirExists(t, filepath.Join(c.Root, ".mastery"))
}

// The key of a case changes with all that its outcome depends on.
func TestTheKeyOfACase(t *testing.T) {
	c, e := fixtureCopy(t)
	in := func(name string) string { return filepath.Join(c.Root, filepath.FromSlash(name)) }
	right := Case{e, e.Right[0], grade.Passed}
	key := func(cs Case, o Options) string {
		t.Helper()
		key, err := remember(c, o).key(cs)
		require.NoError(t, err)
		require.NotEmpty(t, key)
		return key
	}
	seen := map[string]string{}
	distinct := func(what, key string) {
		t.Helper()
		require.NotContains(t, seen, key, "%s: as %s", what, seen[key])
		seen[key] = what
	}
	distinct("a right answer", key(right, Options{}))
	require.Contains(t, seen, key(right, Options{Fresh: true, Jobs: 7, KeepGoing: true}), "how it was run does not matter")
	distinct("more rounds", key(right, Options{Rounds: 30}))
	distinct("another verdict wanted", key(Case{e, e.Right[0], grade.Race}, Options{}))
	distinct("another answer", key(Case{e, e.Right[1], grade.Passed}, Options{}))
	twin := *e
	twin.Topic = "02-fixture"
	distinct("another exercise", key(Case{&twin, e.Right[0], grade.Passed}, Options{}))
	for i, name := range []string{
		"go.mod", "go.sum", "internal/grade/grade.go", "internal/prove/prove.go", "internal/course/course.go", "internal/child/child.go",
		"internal/grade/new.go", "01-fixture/exercises/sum_test.go", "01-fixture/exercises/helper.go",
	} {
		text, _ := os.ReadFile(in(name))
		write(t, in(name), fmt.Sprintf("%s\n// change %d\n", text, i))
		distinct(name+" changed", key(right, Options{}))
	}
	require.NoError(t, os.Rename(in("01-fixture/exercises/helper.go"), in("01-fixture/exercises/helper_windows.go")))
	distinct("a source that is compiled elsewhere only", key(right, Options{}))
	before := key(right, Options{})
	write(t, in("internal/grade/grade_test.go"), "package grade")
	write(t, e.Stub, "the learner's")
	write(t, in("01-fixture/exercises/testdata/sum/wrong/wrong-new.go"), "package exercises")
	require.Equal(t, before, key(right, Options{}), "what is not compiled does not matter")
	require.NoError(t, os.Remove(e.Stub))
	require.Equal(t, before, key(right, Options{}), "nor does a stub that is gone: the answer takes its place")
	write(t, e.Right[0], "package exercises // another")
	distinct("an answer in the place of a stub that is gone", key(right, Options{}))
}

func TestWithoutTheGradersSourcesNothingIsRemembered(t *testing.T) {
	c, e := fixture(t)
	m := remember(c, Options{})
	key, err := m.key(Case{e, e.Solution, grade.Passed})
	require.NoError(t, err)
	require.Empty(t, key)
	require.False(t, m.has(key))
	require.NoError(t, m.add(key))
	require.NoDirExists(t, m.dir)
}

// A memory that can't be read knows nothing: it must not say that all is proved.
func TestABrokenMemoryKnowsNothing(t *testing.T) {
	c, e := fixtureCopy(t)
	write(t, filepath.Join(c.Root, ".mastery"), "a file where the folder should be")
	m := remember(c, Options{})
	key, err := m.key(Case{e, e.Solution, grade.Passed})
	require.NoError(t, err)
	require.False(t, m.has(key))
	require.Error(t, m.add(key))
}
