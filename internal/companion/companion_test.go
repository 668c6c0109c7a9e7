package companion

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/learner"
)

// argsEnv makes the test binary the companion, with these arguments, one a line.
const argsEnv = "COMPANION_TEST_ARGS"

func TestMain(m *testing.M) {
	if args := os.Getenv(argsEnv); args != "" {
		os.Exit(Main(strings.Split(args, "\n")))
	}
	goleak.VerifyTestMain(m)
}

// A place is a copy of the graders' fixture with a learner in it.
type place struct {
	t    *testing.T
	root string
}

func newPlace(t *testing.T) *place {
	t.Helper()
	p := &place{t, t.TempDir()}
	require.NoError(t, os.CopyFS(p.root, os.DirFS(filepath.FromSlash("../grade/testdata/course"))))
	return p
}

// said is what a command came to.
type said struct {
	status   int
	out, err string
}

// run types a command line in a folder of the place.
func (p *place) runIn(dir string, args ...string) said {
	p.t.Helper()
	return execute(p.t.Context(), p.path(dir), args...)
}

func (p *place) run(args ...string) said {
	p.t.Helper()
	return p.runIn(".", args...)
}

func execute(ctx context.Context, dir string, args ...string) said {
	var out, errOut bytes.Buffer
	status := Execute(ctx, dir, args, strings.NewReader(""), &out, &errOut)
	return said{status, out.String(), errOut.String()}
}

// ok runs a command that must succeed without a complaint, and returns what it
// printed.
func (p *place) ok(args ...string) string {
	p.t.Helper()
	s := p.run(args...)
	require.Zero(p.t, s.status, "%v: %s", args, s.err)
	require.Empty(p.t, s.err, args)
	return s.out
}

func (p *place) path(name string) string { return filepath.Join(p.root, filepath.FromSlash(name)) }

func (p *place) write(name, text string) {
	p.t.Helper()
	require.NoError(p.t, os.MkdirAll(filepath.Dir(p.path(name)), 0o755))
	require.NoError(p.t, os.WriteFile(p.path(name), []byte(text), 0o644))
}

func (p *place) read(name string) string {
	p.t.Helper()
	text, err := os.ReadFile(p.path(name))
	require.NoError(p.t, err)
	return string(text)
}

// The files of the fixture's exercise.
const (
	stub     = "01-fixture/exercises/sum.go"
	pristine = "01-fixture/exercises/testdata/sum/stub.go"
	solution = "01-fixture/exercises/solutions/sum.go"
	serial   = "01-fixture/exercises/testdata/sum/wrong/wrong-first.go"
	record   = ".mastery/progress/01-fixture/sum.json"
)

// pass makes the learner's file the reference answer and the records those of a
// pass, without a grading.
func (p *place) pass(exercises ...string) {
	p.t.Helper()
	c, err := course.Load(p.root)
	require.NoError(p.t, err)
	for _, name := range exercises {
		e, err := c.Exercise(name)
		require.NoError(p.t, err)
		text := "package exercises // " + name + "\n"
		if name == "sum" {
			text = p.read(solution)
		}
		require.NoError(p.t, os.WriteFile(e.Stub, []byte(text), 0o644))
		p.write(".mastery/progress/"+e.ID()+".json",
			`{"verdict": "passed", "sum": "`+learner.Sum([]byte(text))+`", "passedAt": "2026-01-02T03:04:05Z", "gradings": 1}`)
	}
}

var seconds = regexp.MustCompile(`\(\d+\.\d s\)`)

// timeless takes the measured times out.
func timeless(text string) string { return seconds.ReplaceAllString(text, "(0.0 s)") }

func fromJSON[T any](t *testing.T, text string) T {
	t.Helper()
	var v T
	dec := json.NewDecoder(strings.NewReader(text))
	require.NoError(t, dec.Decode(&v), text)
	require.False(t, dec.More(), "one value and no more: %s", text)
	require.NotContains(t, text, ": null", "an empty list is []")
	return v
}

func commands(t *testing.T) []*cobra.Command {
	t.Helper()
	root := newRoot(&desk{})
	return append([]*cobra.Command{root}, root.Commands()...)
}

func TestEveryCommandHelps(t *testing.T) {
	p := newPlace(t)
	for _, c := range commands(t) {
		args := append(strings.Fields(strings.TrimPrefix(c.CommandPath(), "go run .")), "--help")
		help := p.ok(args...)
		require.Contains(t, help, "\nUsage:\n  go run . ", "it says what to type")
		require.NotContains(t, help, "\n  mastery", "no learner has a command of that name")
		require.Regexp(t, `^[A-Z]`, help)
		for line := range strings.Lines(help) {
			require.LessOrEqual(t, len(strings.TrimRight(line, "\n")), 120, line)
		}
		require.NotEmpty(t, c.Short)
		require.NotRegexp(t, `\.$`, c.Short)
		if c.HasParent() {
			require.NotEmpty(t, c.GroupID, c.Name())
			require.Equal(t, help, p.ok(append([]string{"help"}, args[:1]...)...), "both ways of asking")
		}
		if flag := c.Flags().Lookup("json"); flag != nil {
			require.Equal(t, "print JSON for a program to read", flag.Usage)
		}
	}
	require.Equal(t, p.ok(), p.ok("--help"), "no command: the help")
	require.Equal(t, p.ok(), p.ok("help"))
}

func TestWhatMakesNoSense(t *testing.T) {
	p := newPlace(t)
	for _, test := range []struct{ line, want string }{
		{"chek", "unknown command \"chek\" for \"go run .\"\n\nDid you mean this?\n\tcheck\n"},
		{"frobnicate", "unknown command \"frobnicate\" for \"go run .\"; `go run . --help` shows what there is\n"},
		{"check --jsn", "unknown flag: --jsn; `go run . check --help` shows what there is\n"},
		{"--jsn", "unknown flag: --jsn; `go run . --help` shows what there is\n"},
		{"check sm", "there is no exercise or topic \"sm\"; did you mean sum?\n"},
		{"check fixtrue", "there is no exercise or topic \"fixtrue\"; did you mean 01-fixture?\n"},
		{"check ot fix", "there is no exercise or topic \"ot\"; did you mean other?\n"},
		{"check xyzzy", "there is no exercise or topic \"xyzzy\"; `go run . list` shows what there is\n"},
		{"check 02-nowhere/sum", "there is no topic \"02-nowhere\"; `go run . list` shows what there is\n"},
		{"check --all sum", "check takes names or --all, not both\n"},
		{"check --json --raw", "check takes --json or --raw, not both\n"},
		{"check --rounds 0", "--rounds is from 1 to 1000, not 0\n"},
		{"check --rounds 1001 sum", "--rounds is from 1 to 1000, not 1001\n"},
		{"check --rounds many", "invalid argument \"many\" for \"--rounds\" flag: strconv.ParseInt: parsing \"many\": invalid syntax; `go run . check --help` shows what there is\n"},
		{"prove --rounds -1", "--rounds is from 1 to 1000, not -1\n"},
		{"prove smu", "there is no exercise or topic \"smu\"; did you mean sum?\n"},
		{"list fixtuer", "there is no exercise or topic \"fixtuer\"; did you mean 01-fixture?\n"},
		{"hint smu", "there is no exercise \"smu\"; did you mean sum?\n"},
		{"hint 01-fixture", "there is no exercise \"01-fixture\"; `go run . list` shows what there is\n"},
		{"hint sum other", "hint takes one exercise, not 2\n"},
		{"solution smu", "there is no exercise \"smu\"; did you mean sum?\n"},
		{"solution sum other", "solution takes one exercise, not 2\n"},
		{"reset", "reset needs the name of an exercise; `go run . list` shows them\n"},
		{"reset oher", "there is no exercise \"oher\"; did you mean other?\n"},
		{"reset sum other", "reset takes one exercise, not 2\n"},
		{"start sum", "start takes no names, so no \"sum\"\n"},
		{"progress 01-fixture", "progress takes no names, so no \"01-fixture\"\n"},
	} {
		s := p.run(strings.Fields(test.line)...)
		require.Equal(t, said{status: statusUsage, err: "mastery: " + test.want}, s, test.line)
	}
	require.NoDirExists(t, p.path(".mastery"), "nothing was touched")
}

func TestOutsideOfTheCourse(t *testing.T) {
	outside := t.TempDir()
	for _, line := range []string{"start", "list", "progress", "check", "check --all", "check sum", "hint", "solution sum", "reset sum", "prove", "prove --overlay x"} {
		s := execute(t.Context(), outside, strings.Fields(line)...)
		require.Equal(t, said{statusUsage, "", "mastery: " + course.ErrOutside.Error() + "\n"}, s, line)
	}
	require.Zero(t, execute(t.Context(), outside, "--help").status)
	left, err := os.ReadDir(outside)
	require.NoError(t, err)
	require.Empty(t, left)
}

func TestFromAFolderBelow(t *testing.T) {
	p := newPlace(t)
	above := p.ok("list")
	s := p.runIn("01-fixture/exercises", "list")
	require.Equal(t, said{0, above, ""}, s)
	p.write(stub, "package exercises // mine\n")
	s = p.runIn("01-fixture", "reset", "exercises/../sum") // not a name
	require.Equal(t, statusUsage, s.status)
	s = p.runIn("01-fixture", "reset", "sum")
	require.Zero(t, s.status)
	cp := regexp.MustCompile(`cp (\S+) (\S+)\n`).FindStringSubmatch(s.out)
	require.NotNil(t, cp, s.out)
	require.Equal(t, "package exercises // mine\n", p.read("01-fixture/"+filepath.ToSlash(cp[1])), "the way back can be typed where one stands")
	require.Equal(t, filepath.FromSlash("exercises/sum.go"), cp[2])
}

func TestABrokenCourseIsSaid(t *testing.T) {
	p := newPlace(t)
	p.write("01-fixture/exercises/README.md", "## sum\n")
	s := p.run("list")
	require.Equal(t, statusUsage, s.status)
	require.Equal(t, "mastery: 01-fixture: exercises/README.md: sum: no line `kind · minutes · [sum.go](sum.go)` below its heading\n", s.err)
}

func TestACorruptRecordIsSetAsideAndTheRestWorks(t *testing.T) {
	for _, line := range []string{"start", "list", "list --json", "progress", "hint sum", "solution sum --force", "check sum --rounds 1", "reset sum"} {
		t.Run(line, func(t *testing.T) {
			p := newPlace(t)
			p.pass("other")
			neighbour := p.read(".mastery/progress/01-fixture/other.json")
			p.write(record, `{"verdict": "pas`)
			p.write(stub, p.read(serial))
			s := p.run(strings.Fields(line)...)
			switch {
			case strings.HasPrefix(line, "check"):
				require.Equal(t, statusNo, s.status)
				require.Contains(t, s.out, "01-fixture/sum: wrong", "the verdict all the same")
			default:
				require.Zero(t, s.status)
				require.NotEmpty(t, s.out)
			}
			if line != "reset sum" { // it has no need of the record
				require.Equal(t, 1, strings.Count(s.err, "note: the progress record of 01-fixture/sum was unreadable (unexpected end of JSON input); it is set aside as "), s.err)
				kept := regexp.MustCompile(`set aside as (\S+) and`).FindStringSubmatch(s.err)
				require.NotNil(t, kept, s.err)
				text, err := os.ReadFile(kept[1])
				require.NoError(t, err)
				require.Equal(t, `{"verdict": "pas`, string(text))
				require.Contains(t, p.ok("list"), "other", "said once")
			}
			require.Equal(t, neighbour, p.read(".mastery/progress/01-fixture/other.json"))
		})
	}
}

func TestWhatCantBeRememberedIsShownAllTheSame(t *testing.T) {
	p := newPlace(t)
	require.NoError(t, os.MkdirAll(p.path(".mastery/lock"), 0o755)) // a folder in a file's place: nothing can be written
	hint := p.run("hint", "sum")
	require.Zero(t, hint.status)
	require.Contains(t, hint.out, "What orders the additions?")
	require.Contains(t, hint.err, "note: this can't be remembered: ")
	check := p.run("check", "sum", "--rounds", "1")
	require.Equal(t, statusNo, check.status)
	require.Contains(t, check.out, "01-fixture/sum: not started")
	require.Contains(t, check.err, "note: this can't be remembered: ")
}

func TestAnEndedContextIsSaid(t *testing.T) {
	p := newPlace(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := execute(ctx, p.root, "check", "sum")
	require.Equal(t, said{statusInterrupted, "", "\nstopped\n"}, s)
	s = execute(ctx, p.root, "prove", "sum")
	require.Equal(t, said{statusInterrupted, "", "\nstopped\n"}, s)
	require.NoDirExists(t, p.path(".mastery"))
}

func TestCompletion(t *testing.T) {
	p := newPlace(t)
	complete := func(args ...string) []string {
		s := p.run(append([]string{"__complete"}, args...)...)
		require.Zero(t, s.status, s.err)
		lines := strings.Fields(s.out)
		return lines[:len(lines)-1] // the last is a directive to the shell
	}
	require.Equal(t, []string{"sum", "other"}, complete("hint", ""))
	require.Equal(t, []string{"sum", "other", "01-fixture"}, complete("check", ""))
}

func TestReportLetsOtherErrorsPass(t *testing.T) {
	var out bytes.Buffer
	other := errors.New("other")
	require.Equal(t, other, report(other, &out))
	require.NoError(t, report(nil, &out))
	require.Empty(t, out.String())
	require.NoError(t, report(&learner.BrokenError{Exercise: "e", Err: other}, &out))
	require.NotEmpty(t, out.String())
}

func TestIndent(t *testing.T) {
	require.Equal(t, "  a\n\n    b", indent("a\n\n  b", "  "))
	require.Empty(t, indent("", "  "))
}
