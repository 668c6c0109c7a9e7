package course

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
	"pgregory.net/rapid"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// tree writes files into a new folder and returns it.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		name = filepath.Join(root, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
		require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
	}
	return root
}

// small is exercises/README.md of exercises with these names.
func small(names ...string) string {
	var text strings.Builder
	text.WriteString("# Exercises\n")
	for _, n := range names {
		fmt.Fprintf(&text, "\n## %s\n\nbuild · 5 minutes · [%[1]s.go](%[1]s.go)\n", n)
	}
	return text.String()
}

func load(t *testing.T, files map[string]string) *Course {
	t.Helper()
	c, err := Load(tree(t, files))
	require.NoError(t, err)
	return c
}

func TestLoadReadsTheFixture(t *testing.T) {
	root, err := filepath.Abs("../grade/testdata/course")
	require.NoError(t, err)
	c, err := Load(root)
	require.NoError(t, err)
	require.Equal(t, root, c.Root)
	require.Len(t, c.Topics, 1)
	topic := c.Topics[0]
	require.Equal(t, "01-fixture", topic.Name)
	require.Equal(t, 1, topic.Number)
	require.Equal(t, "Fixture", topic.Title)
	require.Equal(t, "Foundations", topic.Level().Name)

	e, err := c.Exercise("sum")
	require.NoError(t, err)
	dir := filepath.Join(root, "01-fixture", "exercises")
	require.Equal(t, filepath.Join(dir, "sum.go"), e.Stub)
	for _, file := range append([]string{e.Stub, e.Pristine, e.Test, e.Solution}, append(e.Right, e.Wrong...)...) {
		require.True(t, filepath.IsAbs(file))
		require.FileExists(t, file)
	}
	require.NotEmpty(t, e.Wrong)
	require.NotEmpty(t, e.Right)
	require.Equal(t, "01-fixture/sum", e.ID())
	require.Equal(t, "TestSum", e.TestPrefix())
	require.Equal(t, "./01-fixture/exercises", e.Package())
	require.Equal(t, "go test ./01-fixture/exercises -run Sum", e.Command())
}

func TestLoadFindsTopicsExamplesAndQuestions(t *testing.T) {
	c := load(t, map[string]string{
		"02-later/README.md":                           "no heading\n",
		"01-goroutines/README.md":                      "\n#  Goroutines Deep Dive  \r\n\n# another\n",
		"01-goroutines/examples/main.go":               "",
		"01-goroutines/examples/main_test.go":          "",
		"01-goroutines/examples/leak.go":               "",
		"01-goroutines/examples/gather.go":             "",
		"01-goroutines/examples/gather.svg":            "",
		"01-goroutines/examples/testdata/predict/x.go": "",
		"03-begun/exercises/README.md":                 "not read: the topic has no notes",
		"4-short/README.md":                            "",
		"05-Upper/README.md":                           "",
		"06-file":                                      "",
		"README.md":                                    "",
	})
	require.Len(t, c.Topics, 2)
	require.Equal(t, "01-goroutines", c.Topics[0].Name)
	require.Equal(t, "Goroutines Deep Dive", c.Topics[0].Title)
	require.Equal(t, []string{"gather", "leak"}, c.Topics[0].Examples)
	require.Equal(t, []string{"x"}, c.Topics[0].Predicts)
	require.Empty(t, c.Topics[0].Exercises)
	require.Equal(t, "02-later", c.Topics[1].Title, "without a heading, the folder's name")
	require.Empty(t, c.Exercises())
}

func TestLoadSaysWhichFileIsWrong(t *testing.T) {
	_, err := Load(tree(t, map[string]string{"01-a/README.md": "# A", "01-a/exercises/README.md": "## x\n"}))
	require.ErrorContains(t, err, "01-a: exercises/README.md: x: no line")
	_, err = Load(tree(t, map[string]string{"01-a/README.md/file": "the notes are a folder"}))
	require.ErrorContains(t, err, "01-a: ")
	_, err = Load(filepath.Join(t.TempDir(), "nowhere"))
	require.ErrorIs(t, err, os.ErrNotExist)
}

// A course below a folder with a bracket in its name is a course all the same:
// filepath.Glob takes the bracket for a pattern.
func TestLoadBelowAFolderWithABracket(t *testing.T) {
	root := filepath.Join(tree(t, map[string]string{
		"a[1]/01-a/README.md":                            "# A",
		"a[1]/01-a/examples/leak.go":                     "",
		"a[1]/01-a/exercises/README.md":                  small("x"),
		"a[1]/01-a/exercises/testdata/x/right/a.go":      "",
		"a[1]/01-a/exercises/testdata/x/wrong/race-a.go": "",
		"a[1]/01-a/exercises/testdata/x/wrong/notes.txt": "",
		"a[1]/01-a/exercises/testdata/x/wrong/dir.go/a":  "",
	}), "a[1]")
	c, err := Load(root)
	require.NoError(t, err)
	require.Equal(t, []string{"leak"}, c.Topics[0].Examples)
	e := c.Exercises()[0]
	require.Equal(t, []string{filepath.Join(e.Dir, "testdata", "x", "right", "a.go")}, e.Right)
	require.Equal(t, []string{filepath.Join(e.Dir, "testdata", "x", "wrong", "race-a.go")}, e.Wrong)
}

func TestRoot(t *testing.T) {
	root := tree(t, map[string]string{
		"go.mod":                          "// the course\nmodule \"" + Module + "\" // quoted is allowed\n\ngo 1.26\n",
		"01-a/exercises/x.go":             "",
		"13-profiling/peers/go.mod":       "module " + Module + "/13-profiling/peers\n",
		"13-profiling/peers/deeper/x.go":  "",
		"internal/odd/go.mod":             "not a module file\n",
		"internal/odd/deeper/go.mod/file": "",
	})
	for _, dir := range []string{".", "01-a", "01-a/exercises", "13-profiling/peers", "13-profiling/peers/deeper", "internal/odd", "internal/odd/deeper", "not/there/yet"} {
		got, err := Root(filepath.Join(root, filepath.FromSlash(dir)))
		require.NoError(t, err, dir)
		require.Equal(t, root, got, dir)
	}
	t.Chdir(filepath.Join(root, "01-a"))
	got, err := Root(".")
	require.NoError(t, err)
	require.True(t, filepath.IsAbs(got))
	require.FileExists(t, filepath.Join(got, "01-a", "exercises", "x.go"))
}

func TestRootOutsideSaysSo(t *testing.T) {
	other := tree(t, map[string]string{"go.mod": "module example.com/mastery/else\n"})
	for _, dir := range []string{other, t.TempDir()} {
		_, err := Root(dir)
		require.ErrorIs(t, err, ErrOutside)
		require.ErrorContains(t, err, "the folder you cloned")
	}
}

// several is a course where two topics have an exercise of the same name.
func several(t *testing.T) *Course {
	return load(t, map[string]string{
		"01-goroutines/README.md":               "# Goroutines",
		"01-goroutines/exercises/README.md":     small("gather", "firstwins"),
		"07-fan-out-fan-in/README.md":           "# Fan-out",
		"07-fan-out-fan-in/exercises/README.md": small("merge", "orderedmap"),
		"09-context/README.md":                  "# Context",
		"09-context/exercises/README.md":        small("detach", "merge"),
		"12-error-handling/README.md":           "# Errors",
	})
}

func TestTopicByAnyOfItsNames(t *testing.T) {
	c := several(t)
	for name, want := range map[string]string{
		"1": "01-goroutines", "01": "01-goroutines", "goroutines": "01-goroutines", "01-goroutines": "01-goroutines",
		"Goroutines": "01-goroutines", "01-goroutines/": "01-goroutines", "./01-goroutines": "01-goroutines",
		"./01-goroutines/...": "01-goroutines", "./01-goroutines/exercises": "01-goroutines",
		"01-goroutines/exercises/": "01-goroutines", "12": "12-error-handling", "context": "09-context",
	} {
		topic, err := c.Topic(name)
		require.NoError(t, err, name)
		require.Equal(t, want, topic.Name, name)
	}
	for name, want := range map[string]string{
		"gorutines":    "there is no topic \"gorutines\"; did you mean 01-goroutines?",
		"goroutine":    "there is no topic \"goroutine\"; did you mean 01-goroutines?",
		"2-gorotuines": "there is no topic \"2-gorotuines\"; did you mean 01-goroutines?",
		"or":           "there is no topic \"or\"; did you mean 01-goroutines or 12-error-handling?",
		"fan":          "there is no topic \"fan\"; did you mean 07-fan-out-fan-in?",
		"99":           "there is no topic \"99\"; `go run . list` shows what there is",
		"":             "there is no topic \"\"; `go run . list` shows what there is",
		"gather":       "there is no topic \"gather\"; `go run . list` shows what there is",
		"00":           "there is no topic \"00\"; `go run . list` shows what there is",
	} {
		_, err := c.Topic(name)
		require.EqualError(t, err, want)
	}
}

func TestExerciseByAnyOfItsNames(t *testing.T) {
	c := several(t)
	for name, want := range map[string]string{
		"gather": "01-goroutines/gather", "Gather": "01-goroutines/gather", "gather.go": "01-goroutines/gather",
		"01-goroutines/gather": "01-goroutines/gather", "1/gather": "01-goroutines/gather", "01/gather": "01-goroutines/gather",
		"goroutines/Gather": "01-goroutines/gather", "./gather.go": "01-goroutines/gather",
		"01-goroutines/exercises/gather.go":   "01-goroutines/gather",
		"./01-goroutines/exercises/gather.go": "01-goroutines/gather",
		"7/merge":                             "07-fan-out-fan-in/merge",
		"09-context/merge":                    "09-context/merge",
	} {
		e, err := c.Exercise(name)
		require.NoError(t, err, name)
		require.Equal(t, want, e.ID(), name)
	}
	if runtime.GOOS == "windows" {
		e, err := c.Exercise(`.\01-goroutines\exercises\gather.go`)
		require.NoError(t, err)
		require.Equal(t, "01-goroutines/gather", e.ID())
	}
	for name, want := range map[string]string{
		"merge":     `"merge" is an exercise of several topics: say 07-fan-out-fan-in/merge or 09-context/merge`,
		"gahter":    `there is no exercise "gahter"; did you mean gather?`,
		"1/gathr":   `there is no exercise "gathr"; did you mean gather?`,
		"1/merge":   `there is no exercise "merge"; ` + "`go run . list` shows what there is",
		"nowhere/x": `there is no topic "nowhere"; ` + "`go run . list` shows what there is",
		"contxt/x":  `there is no topic "contxt"; did you mean 09-context?`,
		"first":     `there is no exercise "first"; did you mean firstwins?`,
		"":          `there is no exercise ""; ` + "`go run . list` shows what there is",
		"..":        `there is no exercise ".."; ` + "`go run . list` shows what there is",
	} {
		_, err := c.Exercise(name)
		require.EqualError(t, err, want, name)
	}
}

func TestFindTakesTopicsAndExercises(t *testing.T) {
	c := several(t)
	ids := func(name string) (all []string) {
		found, err := c.Find(name)
		require.NoError(t, err)
		for _, e := range found {
			all = append(all, e.ID())
		}
		return all
	}
	require.Equal(t, []string{"01-goroutines/gather", "01-goroutines/firstwins"}, ids("1"))
	require.Equal(t, []string{"01-goroutines/gather"}, ids("gather"))
	require.Equal(t, []string{"09-context/merge"}, ids("09-context/merge"))
	require.Empty(t, ids("error-handling"), "a topic without exercises is no error")
	for name, want := range map[string]string{
		"gahter":    `there is no exercise or topic "gahter"; did you mean gather?`,
		"gorutines": `there is no exercise or topic "gorutines"; did you mean 01-goroutines?`,
		"or":        `there is no exercise or topic "or"; did you mean orderedmap or 01-goroutines or 12-error-handling?`,
		"xyzzy":     `there is no exercise or topic "xyzzy"; ` + "`go run . list` shows what there is",
		"1/gahter":  `there is no exercise "gahter"; did you mean gather?`,
		"merge":     `"merge" is an exercise of several topics: say 07-fan-out-fan-in/merge or 09-context/merge`,
	} {
		_, err := c.Find(name)
		require.EqualError(t, err, want, name)
	}
}

func TestShortIsTheShortestNameThatIsUnderstood(t *testing.T) {
	c := several(t)
	var short []string
	for _, e := range c.Exercises() {
		found, err := c.Exercise(c.Short(e))
		require.NoError(t, err)
		require.Same(t, e, found)
		short = append(short, c.Short(e))
	}
	require.Equal(t, []string{"gather", "firstwins", "07-fan-out-fan-in/merge", "orderedmap", "detach", "09-context/merge"}, short)
}

func TestLevels(t *testing.T) {
	for number, want := range map[int]int{1: 1, 4: 1, 5: 2, 8: 2, 9: 3, 12: 3, 13: 4, 16: 4, 17: 5, 20: 5, 21: 6, 24: 6, 25: 6} {
		require.Equal(t, want, LevelOf(number).Number, number)
	}
	require.Equal(t, "God level", LevelOf(24).Name)
	for i, l := range Levels {
		require.Equal(t, i+1, l.Number)
	}
	require.Equal(t, 1, (&Topic{Number: 3}).Level().Number)
}

func TestNearest(t *testing.T) {
	known := []string{"gather", "protect", "bounded", "firstwins", "trysend", "deadline", "orderedmap", "Upper"}
	for name, want := range map[string][]string{
		"gather":    {"gather"},
		"gathe":     {"gather"},    // one missing
		"gatther":   {"gather"},    // one too many
		"gatger":    {"gather"},    // one wrong
		"gahter":    {"gather"},    // a swap
		"GAHTER":    {"gather"},    // case does not count
		"upper":     {"Upper"},     // on either side
		"frstwinss": {"firstwins"}, // two at once in a long name
		"dead":      {"deadline"},  // the beginning
		"wins":      {"firstwins"}, // the end
		"ed":        {"bounded", "orderedmap"},
		"xyzzy":     nil,
		"":          nil,
		"e":         nil,
	} {
		require.Equal(t, want, Nearest(name, known), name)
	}
	require.Equal(t, []string{"aaa", "aab", "aac"}, Nearest("aa", []string{"aaa", "aab", "aac", "aad"}), "three at most")
	require.Equal(t, []string{"abcd", "abx"}, Nearest("abc", []string{"abx", "abcd", "abx"}), "those that hold it first, none twice")
	require.Empty(t, Nearest("a", nil))
}

func TestDistance(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"", "abc", 3},
		{"abc", "abc", 0},
		{"abc", "abd", 1},
		{"abc", "ab", 1},
		{"abc", "acb", 1},
		{"kitten", "sitting", 3},
		{"gather", "gahtre", 2},
		{"ca", "abc", 3},
	} {
		require.Equal(t, test.want, distance(test.a, test.b), "%q %q", test.a, test.b)
	}
}

// levenshtein is the textbook distance, without swaps: distance may only be
// shorter, by one for each swap, and a swap replaces two steps.
func levenshtein(a, b string) int {
	if a == "" || b == "" {
		return len(a) + len(b)
	}
	cost := 1
	if a[0] == b[0] {
		cost = 0
	}
	return min(levenshtein(a[1:], b)+1, levenshtein(a, b[1:])+1, levenshtein(a[1:], b[1:])+cost)
}

func TestDistanceLaws(t *testing.T) {
	word := rapid.StringMatching(`[abc]{0,6}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := word.Draw(t, "a"), word.Draw(t, "b"), word.Draw(t, "c")
		ab := distance(a, b)
		require.Equal(t, ab, distance(b, a), "symmetric")
		require.Equal(t, a == b, ab == 0, "zero for equals only")
		require.GreaterOrEqual(t, ab, max(len(a), len(b))-min(len(a), len(b)))
		require.LessOrEqual(t, ab, max(len(a), len(b)))
		l := levenshtein(a, b)
		require.LessOrEqual(t, ab, l)
		require.LessOrEqual(t, l, 2*ab)
		// The triangle does not hold as it does for a metric (ca, ac, abc), but
		// the way round is never shorter than half the way.
		require.LessOrEqual(t, distance(a, c), 2*(ab+distance(b, c)))
	})
}

func TestAnyNameIsAnswered(t *testing.T) {
	c := several(t)
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.OneOf(rapid.String(), rapid.StringMatching(`[./0-9a-z\\-]{0,12}`)).Draw(t, "name")
		if topic, err := c.Topic(name); err == nil {
			require.Contains(t, c.Topics, topic)
		}
		if e, err := c.Exercise(name); err == nil {
			require.Contains(t, strings.ToLower(name), e.Name)
		}
	})
}
