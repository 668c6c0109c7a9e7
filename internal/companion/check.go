package companion

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"github.com/spf13/cobra"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/grade"
)

func checkCommand(d *desk) *cobra.Command {
	var all, raw, fresh bool
	var rounds int
	c := &cobra.Command{
		Use:     "check [EXERCISE | TOPIC]...",
		GroupID: learn,
		Short:   "Grade exercises without watching",
		Long: `Grade exercises: run their tests many times under the race detector and say
what came of it. Without a name it grades the exercise you are at.

The exit status is 0 if all of them passed, 1 if one did not, 2 if there was
nothing to grade. (go run makes 1 of every status but 0; for the exact one build
the companion first: go build -o _bin/ . && _bin/mastery check)

With --json it prints one array of results.`,
		Example:           "  go run . check gather\n  go run . check 01-goroutines --json",
		ValidArgsFunction: d.completeAll,
	}
	asJSON := jsonFlag(c)
	c.Flags().BoolVar(&all, "all", false, "grade every exercise of the course")
	c.Flags().BoolVar(&raw, "raw", false, "print the tests' whole output too")
	c.Flags().BoolVar(&fresh, "fresh", false, "run the tests even if a pass is remembered")
	c.Flags().IntVar(&rounds, "rounds", grade.DefaultRounds, "runs under each of GOMAXPROCS 1, 2 and 4")
	c.RunE = func(c *cobra.Command, args []string) error {
		if *asJSON && raw {
			return errors.New("check takes --json or --raw, not both")
		}
		if err := checkRounds(rounds); err != nil {
			return err
		}
		exercises, err := d.toCheck(args, all, c.ErrOrStderr())
		if err != nil {
			return err
		}
		var results []grade.Result
		passed := true
		for i, e := range exercises {
			if !*asJSON && len(exercises) > 1 {
				fmt.Fprintf(c.ErrOrStderr(), "grading %s (%d of %d)\n", e.ID(), i+1, len(exercises))
			}
			r, err := d.grade(c, e, grade.Options{Rounds: rounds, Fresh: fresh})
			if err != nil {
				return err
			}
			passed = passed && r.Verdict == grade.Passed
			results = append(results, r)
			if !*asJSON {
				d.printResult(c.OutOrStdout(), e, r)
				if raw {
					fmt.Fprintf(c.OutOrStdout(), "\n%s\n", r.Raw)
				}
			}
		}
		if *asJSON {
			if err := printJSON(c.OutOrStdout(), results); err != nil {
				return err
			}
		}
		if !passed {
			return errNo
		}
		return nil
	}
	return c
}

// grade grades the learner's own file and remembers the result.
func (d *desk) grade(c *cobra.Command, e *course.Exercise, o grade.Options) (grade.Result, error) {
	r, err := grade.Grade(c.Context(), d.course, e, o)
	if err != nil && missing(e.Stub) {
		return r, fmt.Errorf("%s is gone; `go run . reset %s` brings the stub back", d.short(e.Stub), d.course.Short(e))
	}
	if err == nil {
		forgive(d.store.Graded(e, r), c.ErrOrStderr())
	}
	return r, err
}

func missing(file string) bool {
	_, err := os.Stat(file)
	return errors.Is(err, fs.ErrNotExist)
}

func (d *desk) toCheck(args []string, all bool, errOut io.Writer) ([]*course.Exercise, error) {
	if len(args) == 0 && !all {
		e, err := d.one(nil, errOut)
		return []*course.Exercise{e}, err
	}
	if len(args) > 0 && all {
		return nil, errors.New("check takes names or --all, not both")
	}
	if err := d.open(); err != nil {
		return nil, err
	}
	exercises, err := d.some(args)
	if err == nil && len(exercises) == 0 {
		err = errors.New("nothing to grade: no exercise is written there yet")
	}
	return exercises, err
}

// printResult prints a verdict with its few lines and the way on.
func (d *desk) printResult(out io.Writer, e *course.Exercise, r grade.Result) {
	fmt.Fprintf(out, "%s: %s   (%.1f s)\n", e.ID(), r.Verdict, r.Time.Round(100*time.Millisecond).Seconds())
	fmt.Fprintf(out, "  %s\n", r.Headline)
	for _, line := range r.Details {
		fmt.Fprintf(out, "    %s\n", line)
	}
	if r.Verdict == grade.Passed {
		if e.Why != "" {
			fmt.Fprintf(out, "\n%s\n", indent(e.Why, "  "))
		}
		return
	}
	if r.Test != "" && r.Verdict != grade.NotStarted {
		fmt.Fprintf(out, "  The test: %s in %s\n", r.Test, e.Topic+"/exercises/"+e.Name+"_test.go")
	}
	if r.NotesRef != "" {
		fmt.Fprintf(out, "  The notes: %s, %s\n", r.Notes, r.NotesRef)
	}
	if r.Verdict == grade.Leak || r.Verdict == grade.Deadlock {
		fmt.Fprintf(out, "  A picture: go run . trace %s\n", d.course.Short(e))
	}
	fmt.Fprintf(out, "  A hint: go run . hint %s\n", d.course.Short(e))
}
