package repo

import (
	"bytes"
	"fmt"
	"go/ast"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"example.com/mastery/internal/course"
)

const (
	minRight = 2 // other right answers an exercise
	minWrong = 4 // wrong answers an exercise
)

var (
	hintTitles    = []string{"a question", "a nudge", "the recipe"}
	wrongVerdicts = []string{"wrong", "race", "leak", "deadlock", "panic"}
)

// Exercises checks that every exercise has its stub and the stub's pristine
// copy, its tests, its reference answer, enough right and wrong answers, and in
// the README its task, three hints, the why, and for every verdict that its
// wrong answers get a link into the notes.
func Exercises(t *Tree) []Problem {
	if t.broken != nil {
		return []Problem{{File: ".", Text: "the course can't be read: " + t.broken.Error() + "; CONTRIBUTING.md has the form of exercises/README.md"}}
	}
	var problems []Problem
	for _, topic := range t.Course.Topics {
		for i, e := range topic.Exercises {
			c := &exercise{tree: t, Exercise: e}
			c.readme()
			c.files()
			c.tests()
			c.answers()
			for _, other := range topic.Exercises[:i] {
				c.apart(other)
			}
			problems = append(problems, c.problems...)
		}
	}
	return sorted(problems)
}

// exercise checks one exercise.
type exercise struct {
	*course.Exercise
	tree     *Tree
	problems []Problem
}

func (c *exercise) report(file string, line int, format string, args ...any) {
	c.problems = append(c.problems, Problem{file, line, fmt.Sprintf(format, args...)})
}

// readme checks the exercise's section of exercises/README.md.
func (c *exercise) readme() {
	file := c.tree.from(filepath.Join(c.Dir, "README.md"))
	doc := c.tree.doc(file)
	from, to, _ := doc.section(c.Name)
	say := func(format string, args ...any) { c.report(file, max(0, from-1), c.Name+": "+format, args...) }

	if c.Task == "" {
		say("has no task")
	}
	if c.Read.Path == "" {
		say("has no line `Read first: [section](../README.md#section)`")
	}
	run := "Run: `" + c.Command() + "`"
	if from > 0 && !slices.Contains(doc.lines[from-1:to-1], run) {
		say("has no line %s", run)
	}
	var titles []string
	for i, h := range c.Hints {
		titles = append(titles, h.Title)
		if h.Text == "" {
			say("hint %d is empty", i+1)
		}
	}
	if !slices.Equal(titles, hintTitles) {
		say("has the hints %q: write three, `<details><summary>Hint 1: a question</summary>`, `Hint 2: a nudge` and `Hint 3: the recipe`", titles)
	}
	if c.Why == "" {
		say("has no `<details><summary>Why it works</summary>`")
	}
	for _, verdict := range wrongVerdicts {
		fails := slices.ContainsFunc(c.Wrong, func(w string) bool { return verdictOf(w) == verdict })
		if _, ok := c.Fails[verdict]; fails && !ok {
			say("an answer can get the verdict %s: add `[%s: section](../README.md#section)` to its line `When it fails: `", verdict, verdict)
		}
	}
	for verdict := range c.Fails {
		if !slices.Contains(wrongVerdicts, verdict) {
			say("its line `When it fails` names %q: the verdicts are %s", verdict, strings.Join(wrongVerdicts, ", "))
		}
	}
}

// files checks that the parts of the exercise are there.
func (c *exercise) files() {
	for file, what := range map[string]string{
		c.Stub:     "the stub that the learner fills",
		c.Pristine: "the stub as it comes, which reset brings back",
		c.Test:     "the exercise's tests",
		c.Solution: "the reference answer",
	} {
		if rel := c.tree.from(file); !c.tree.has(rel) {
			c.report(rel, 0, "is missing: %s", what)
		}
	}
	if c.tree.Clean && c.tree.filled(c.Exercise) {
		c.report(c.tree.from(c.Stub), 0, "differs from its pristine copy %s: a clean tree has the two equal", c.tree.from(c.Pristine))
	}
	if len(c.Right) < minRight {
		c.report(c.answerDir("right"), 0, "has %d answers: write at least %d that are built differently, or the tests may only know one way", len(c.Right), minRight)
	}
	if len(c.Wrong) < minWrong {
		c.report(c.answerDir("wrong"), 0, "has %d answers: write at least %d, each with a mistake that learners make", len(c.Wrong), minWrong)
	}
}

func (c *exercise) answerDir(kind string) string {
	return c.tree.from(filepath.Join(c.Dir, "testdata", c.Name, kind))
}

// filled reports whether the learner has changed the exercise's stub.
func (t *Tree) filled(e *course.Exercise) bool {
	stub, _ := os.ReadFile(e.Stub)
	pristine, _ := os.ReadFile(e.Pristine)
	clean := func(text []byte) []byte { return bytes.ReplaceAll(text, []byte("\r"), nil) }
	return !bytes.Equal(clean(stub), clean(pristine))
}

// tests checks the names of the exercise's tests.
func (c *exercise) tests() {
	file := c.tree.from(c.Test)
	if !c.tree.has(file) {
		return
	}
	parsed, err := c.tree.parse(file)
	if err != nil {
		return // the compiler says so
	}
	found := false
	for _, d := range parsed.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Recv != nil || !strings.HasPrefix(fn.Name.Name, "Test") {
			continue
		}
		found = true
		if !hasName(fn.Name.Name, c.TestPrefix()) {
			c.report(file, c.tree.line(fn.Pos()), "%s: the names of this exercise's tests begin with %s, so that -run finds them all", fn.Name.Name, c.TestPrefix())
		}
	}
	if !found {
		c.report(file, 0, "has no test named %s...", c.TestPrefix())
	}
}

// hasName reports whether a test's name is prefix, alone or with a new word
// after it: TestGather, TestGatherKeepsOrder, but not TestGathering.
func hasName(name, prefix string) bool {
	rest, ok := strings.CutPrefix(name, prefix)
	return ok && (rest == "" || rest[0] < 'a' || rest[0] > 'z')
}

// apart checks that -run can tell two exercises of a topic apart.
func (c *exercise) apart(other *course.Exercise) {
	if strings.HasPrefix(c.Name, other.Name) || strings.HasPrefix(other.Name, c.Name) {
		c.report(c.tree.from(c.Test), 0, "%s and %s: one name begins with the other, so -run of one runs both; rename one", c.Name, other.Name)
	}
}

// answers checks the form of all answers, the reference answer's too.
func (c *exercise) answers() {
	for _, f := range c.Right {
		c.answer(f, "// Another way: ", "what it does differently and what that costs")
	}
	for _, f := range c.Wrong {
		c.answer(f, "// Mistake: ", "what the mistake is")
		if verdictOf(f) == "" {
			c.report(c.tree.from(f), 0, "its name must begin with the verdict that it must get: %s-%s", strings.Join(wrongVerdicts, "-, "), path.Base(filepath.ToSlash(f)))
		}
	}
	for _, f := range append([]string{c.Solution, c.Test, c.Pristine}, append(c.Right, c.Wrong...)...) {
		rel := c.tree.from(f)
		if !c.tree.has(rel) {
			continue
		}
		if parsed, err := c.tree.parse(rel); err != nil {
			c.report(rel, 0, "does not parse: %v", err)
		} else if parsed.Name.Name != "exercises" {
			c.report(rel, c.tree.line(parsed.Package), "is package %s: it takes the stub's place, so it must be package exercises", parsed.Name.Name)
		}
	}
}

// answer checks the first line of a right or wrong answer.
func (c *exercise) answer(file, header, what string) {
	rel := c.tree.from(file)
	if text, ok := strings.CutPrefix(c.tree.lines(rel)[0], header); !ok || strings.TrimSpace(text) == "" {
		c.report(rel, 1, "the first line must say %s: `%s...`", what, header)
	}
}

// verdictOf returns the verdict that a wrong answer's file name announces: race
// of race-unlocked-read.go.
func verdictOf(file string) string {
	verdict, rest, _ := strings.Cut(filepath.Base(file), "-")
	if !slices.Contains(wrongVerdicts, verdict) || rest == "" {
		return ""
	}
	return verdict
}
