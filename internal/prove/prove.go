// Package prove proves the exercises: that a stub fails, that the reference
// answer and other right answers pass every time, and that each wrong answer
// is rejected every time with the verdict that its file name announces.
package prove

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/grade"
)

// A Case is one answer and the verdict that it must get.
type Case struct {
	Exercise *course.Exercise
	Answer   string // file that takes the stub's place
	Want     grade.Verdict
}

// Name says which answer it is, as the table shows it: "stub", "solution",
// "right/by-channel" or "wrong/race-no-lock".
func (c Case) Name() string {
	name := strings.TrimSuffix(filepath.Base(c.Answer), ".go")
	switch c.Answer {
	case c.Exercise.Pristine:
		return "stub"
	case c.Exercise.Solution:
		return "solution"
	}
	return filepath.Base(filepath.Dir(c.Answer)) + "/" + name
}

// An Outcome is what became of a case.
type Outcome struct {
	Case       Case
	Result     grade.Result
	Remembered bool   // nothing changed since it last came out as announced
	Fault      string // empty if it came out as announced
}

// Cases returns what is to be proved of an exercise. A wrong answer whose file
// name announces no verdict is an error.
func Cases(e *course.Exercise) ([]Case, error) {
	want := grade.NotStarted
	if e.Kind == "fix" {
		want = "" // a buggy program: any verdict but a pass
	}
	cases := []Case{{e, e.Pristine, want}, {e, e.Solution, grade.Passed}}
	for _, file := range e.Right {
		cases = append(cases, Case{e, file, grade.Passed})
	}
	for _, file := range e.Wrong {
		verdict, ok := Announced(file)
		if !ok {
			return nil, fmt.Errorf("%s: its name must begin with wrong-, race-, leak-, deadlock- or panic-", file)
		}
		cases = append(cases, Case{e, file, verdict})
	}
	return cases, nil
}

// Announced returns the verdict that the name of a wrong answer announces.
func Announced(file string) (grade.Verdict, bool) {
	word, _, _ := strings.Cut(filepath.Base(file), "-")
	for _, v := range []grade.Verdict{grade.Wrong, grade.Race, grade.Leak, grade.Deadlock, grade.Panic} {
		if word == string(v) {
			return v, true
		}
	}
	return "", false
}

// Options say how to prove.
type Options struct {
	Rounds int  // runs of each right answer under each GOMAXPROCS; 0 means grade.DefaultRounds
	Fresh  bool // forget what was proved before
	Jobs   int  // cases at the same time; 0 means GOMAXPROCS
	// KeepGoing decides all cases, even after one with a fault.
	KeepGoing bool
	// Done is called, never by two goroutines at once, as each case is decided.
	Done func(o Outcome, decided, all int)
}

// ErrFault says that at least one case did not come out as announced.
var ErrFault = errors.New("not as announced")

// slack is the time that a test may take while the proof keeps every processor
// busy: more than a learner's, since nobody waits for a single one.
const slack = 10 * time.Second

// Run proves the exercises and returns the outcomes of the cases that were
// decided, in the order of the course. Its error is ErrFault if one of them has
// a Fault. It stops early when ctx ends, when a case can't be decided at all
// and, unless o.KeepGoing is set, at the first fault.
func Run(ctx context.Context, c *course.Course, exercises []*course.Exercise, o Options) ([]Outcome, error) {
	var cases []Case
	for _, e := range exercises {
		of, err := Cases(e)
		if err != nil {
			return nil, err
		}
		cases = append(cases, of...)
	}
	memory := remember(c, o)
	outcomes := make([]Outcome, len(cases))
	var mu sync.Mutex // guards decided and the calls of o.Done
	decided := 0

	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(jobs(o.Jobs))
	for i, cs := range cases {
		g.Go(func() error {
			outcome, err := decide(ctx, c, cs, memory, o)
			if err != nil {
				return fmt.Errorf("%s %s: %w", cs.Exercise.ID(), cs.Name(), err)
			}
			outcomes[i] = outcome
			mu.Lock()
			defer mu.Unlock()
			decided++
			if o.Done != nil {
				o.Done(outcome, decided, len(cases))
			}
			if outcome.Fault != "" && !o.KeepGoing {
				return ErrFault
			}
			return nil
		})
	}
	err := g.Wait()
	outcomes = slices.DeleteFunc(outcomes, func(o Outcome) bool { return o.Case.Exercise == nil })
	if err == nil && slices.ContainsFunc(outcomes, func(o Outcome) bool { return o.Fault != "" }) {
		err = ErrFault
	}
	return outcomes, err
}

func jobs(n int) int {
	if n > 0 {
		return n
	}
	return runtime.GOMAXPROCS(0)
}

// decide grades one case, unless memory says that it came out as announced and
// nothing it depends on has changed since.
func decide(ctx context.Context, c *course.Course, cs Case, memory *memory, o Options) (Outcome, error) {
	if err := ctx.Err(); err != nil {
		return Outcome{}, context.Cause(ctx)
	}
	key, err := memory.key(cs)
	if err != nil {
		return Outcome{}, err
	}
	if memory.has(key) {
		return Outcome{Case: cs, Remembered: true}, nil
	}
	for gradings := []grade.Options{whole(cs, o)}; len(gradings) > 0; gradings = gradings[1:] {
		result, err := grade.Grade(ctx, c, cs.Exercise, gradings[0])
		if err != nil {
			return Outcome{}, err
		}
		if fault := fault(cs, result); fault != "" {
			return Outcome{Case: cs, Result: result, Fault: fault}, nil
		}
		if len(gradings[0].CPUs) > 1 {
			gradings = append(gradings, single(cs, gradings[0], result)...)
		}
	}
	if now, err := memory.key(cs); err != nil || now != key {
		return Outcome{Case: cs}, err // something changed meanwhile: who knows which text was graded
	}
	return Outcome{Case: cs}, memory.add(key)
}

// processors are the values of GOMAXPROCS under which every case is tried.
var processors = []int{1, 2, 4}

// whole is the grading of a case in one process: a right answer many times, one
// that is to be rejected once under each of processors.
func whole(cs Case, o Options) grade.Options {
	options := grade.Options{Answer: cs.Answer, Rounds: o.Rounds, CPUs: processors, Timeout: slack, Fresh: o.Fresh}
	if cs.Want != grade.Passed {
		options.Rounds, options.Fresh = 1, true
	}
	return options
}

// single returns the gradings that r, which came of the whole one, leaves to do.
// An answer must be rejected under all of processors, but many a wrong one ends
// its process at the first run, and a process reports a race only once: what
// was not seen to fail is tried again, each in a process of its own.
func single(cs Case, whole grade.Options, r grade.Result) []grade.Options {
	left := whole.CPUs
	switch {
	case cs.Want == grade.Passed:
		return nil
	case r.Verdict == grade.Race:
	case r.Runs == len(left) && r.Passed == 0:
		return nil
	case r.Runs <= 1:
		left = left[1:]
	}
	var all []grade.Options
	for _, cpus := range left {
		one := whole
		one.CPUs = []int{cpus}
		all = append(all, one)
	}
	return all
}

// fails reports whether a stub that is to be fixed does what it is there for:
// a learner who runs it bare must see it fail, and soon.
func fails(r grade.Result) bool {
	return r.Verdict != grade.Passed && r.Verdict != grade.NoCompile && !strings.Contains(r.Raw, "panic: test timed out after ")
}

// fault says what is not as announced.
func fault(cs Case, r grade.Result) string {
	if r.Verdict == cs.Want || cs.Want == "" && fails(r) {
		return ""
	}
	want := fmt.Sprintf("want %q", cs.Want)
	if cs.Want == "" {
		want = "a stub to be fixed must compile and fail, and not by hanging until its time is up"
	}
	got := fmt.Sprintf("got %q, %s: %s", r.Verdict, want, r.Headline)
	return strings.Join(append([]string{got}, r.Details...), "\n    ")
}
