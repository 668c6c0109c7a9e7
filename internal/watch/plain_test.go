package watch

import (
	"bufio"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/grade"
	"example.com/mastery/internal/learner"
)

// plainly runs the loop without a terminal.
type plainly struct {
	t     *testing.T
	c     *course.Course
	store *learner.Store
	asked <-chan question
	lines chan string // what it prints; closed when it has ended
	stop  context.CancelFunc
	err   error // of Run, when lines is closed
}

func runPlainly(t *testing.T, o Options) *plainly {
	t.Helper()
	c, store := fixture(t)
	p := &plainly{t: t, c: c, store: store, lines: make(chan string, 1000)}
	o.grade, p.asked = asking()
	in, out, err := os.Pipe()
	require.NoError(t, err)
	o.In, o.Out = in, out
	ctx, stop := context.WithCancel(t.Context())
	p.stop = stop
	ended := make(chan error, 1)
	go func() { // ends with Run
		ended <- Run(ctx, c, store, o)
		out.Close()
	}()
	go func() { // ends when Run has
		for lines := bufio.NewScanner(in); lines.Scan(); {
			p.lines <- lines.Text()
		}
		in.Close()
		p.err = <-ended
		close(p.lines)
	}()
	t.Cleanup(func() { p.end() })
	return p
}

// until collects lines up to one that holds part.
func (p *plainly) until(part string) string {
	p.t.Helper()
	var all []string
	for {
		line := take(p.t, p.lines)
		all = append(all, line)
		if strings.Contains(line, part) {
			return strings.Join(all, "\n")
		}
	}
}

// end stops the loop and returns what else it printed.
func (p *plainly) end() string {
	p.stop()
	var all []string
	for line := range p.lines {
		all = append(all, line)
	}
	return strings.Join(all, "\n")
}

func TestPlainLines(t *testing.T) {
	p := runPlainly(t, Options{})
	p.until("Watching 01-tiny/sum. Save 01-tiny/exercises/sum.go and it is graded; so is any other")
	p.until("grading 01-tiny/sum")
	take(t, p.asked).say(t, notStarted)
	require.NotContains(t, p.until("Not implemented yet"), "\x1b")

	sum := exercise(t, p.c, "sum")
	put(t, sum, "wrong/race-no-lock.go")
	take(t, p.asked).say(t, aRace)
	out := p.until("notes: 01-tiny/README.md#one-at-a-time")
	require.Contains(t, out, "01-tiny/sum: race (1.3 s)")
	require.Contains(t, out, "   read  sum.go:11: wg.Go(func() { sum += n })")

	put(t, sum, "odd/nocompile.go")
	take(t, p.asked).say(t, grade.Result{Verdict: grade.NoCompile, Headline: "It does not compile.", Details: []string{"sum.go:6:3: undefined: total"}})
	require.Contains(t, p.until("      7 │     }"), ">     6 │         total += n")

	put(t, sum, "solution")
	take(t, p.asked).say(t, aPass)
	out = p.until("Next: 01-tiny/double (fix, 10 minutes), in 01-tiny/exercises/double.go")
	require.Contains(t, out, "Correct on 30 runs, no race, no leak")
	require.Contains(t, out, "Why it works. The mutex orders the additions")

	double := exercise(t, p.c, "double")
	put(t, double, "solution")
	p.until("grading 01-tiny/double") // the one that is saved is the one that is graded
	take(t, p.asked).say(t, aPass)
	p.until("Every exercise is passed, all 2.")
	p.end()
	require.NoError(t, p.err)
	for _, e := range p.c.Exercises() {
		state, err := p.store.State(e)
		require.NoError(t, err)
		require.Equal(t, learner.Passed, state)
	}
}

func TestPlainASaveStopsTheRun(t *testing.T) {
	p := runPlainly(t, Options{Start: "double", Poll: true})
	p.until("grading 01-tiny/double")
	first := take(t, p.asked)
	put(t, exercise(t, p.c, "double"), "solution")
	first.ended(t)
	take(t, p.asked).say(t, aPass)
	p.until("double: passed")
}

func TestPlainASaveStopsTheRunAsSoonAsItBegins(t *testing.T) {
	c, store := fixture(t)
	grader, asked := asking()
	tasks := newTasks(t.Context())
	defer tasks.end()
	b := &backend{course: c, progress: newProgress(c, store), tasks: tasks, grade: grader}
	p := &plainLoop{b: b, out: io.Discard, graded: make(chan gradedMsg)}
	p.start(exercise(t, c, "sum"))
	q := take(t, asked)
	p.onSave(save{path: exercise(t, c, "double").Stub})
	require.NoError(t, q.ctx.Err(), "of another exercise")
	p.onSave(save{path: p.e.Stub})
	q.ended(t)
}

func TestPlainEndsAtAnyMoment(t *testing.T) {
	p := runPlainly(t, Options{})
	p.until("grading")
	q := take(t, p.asked)
	p.end()
	q.ended(t)
	require.NoError(t, p.err)
}

func TestPlainErrors(t *testing.T) {
	p := runPlainly(t, Options{})
	take(t, p.asked).reply(t, reply{err: io.ErrUnexpectedEOF})
	p.until("01-tiny/sum: no verdict: unexpected EOF")
}

func TestPlainATextThatChangedMeanwhileIsGradedAgain(t *testing.T) {
	p := runPlainly(t, Options{})
	stale := aPass
	stale.Sum = learner.Sum([]byte("another text"))
	take(t, p.asked).say(t, stale)
	take(t, p.asked).say(t, aRace)
	require.NotContains(t, p.until("sum: race"), "passed")
}

func TestPlainTheResultOfAnOlderRunIsDropped(t *testing.T) {
	var out strings.Builder
	p := &plainLoop{out: &out, run: 2}
	p.onGraded(gradedMsg{run: 1, err: io.ErrUnexpectedEOF})
	require.Empty(t, out.String())
}

func TestPlainSaysWhatIsWrongWithTheRecords(t *testing.T) {
	p := runPlainly(t, Options{})
	sum := exercise(t, p.c, "sum")
	q := take(t, p.asked)
	dir := filepath.Join(p.store.Dir(), "progress", "01-tiny")
	require.NoError(t, os.MkdirAll(dir, 0o755))
	write(t, filepath.Join(dir, "sum.json"), "{")
	q.say(t, aRace)
	p.until("sum: race")
	put(t, sum, "solution")
	require.Contains(t, p.until("grading 01-tiny/sum"), "was unreadable")

	q = take(t, p.asked)
	require.NoError(t, os.RemoveAll(p.store.Dir()))
	write(t, p.store.Dir(), "a file in the store's place")
	q.say(t, aRace)
	p.until("The verdict could not be written down:")
}

func TestPlainEndsWhenNobodyReads(t *testing.T) {
	c, store := fixture(t)
	in, out, err := os.Pipe()
	require.NoError(t, err)
	in.Close()
	defer out.Close()
	grader, _ := asking()
	require.Error(t, Run(t.Context(), c, store, Options{In: out, Out: out, grade: grader}))
}

func TestRunRefusesWhatIsNotThere(t *testing.T) {
	c, store := fixture(t)
	require.ErrorContains(t, Run(t.Context(), c, store, Options{Start: "summ"}), "did you mean sum")
	require.ErrorIs(t, Run(t.Context(), &course.Course{Root: c.Root}, store, Options{}), ErrEmpty)
}
