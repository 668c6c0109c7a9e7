package companion

import (
	"fmt"
	"io"
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
nothing to grade. With --json it prints one array of results.`,
		Example:           "  go run . check gather\n  go run . check 01-goroutines --json",
		ValidArgsFunction: d.complete,
	}
	asJSON := jsonFlag(c)
	c.Flags().BoolVar(&all, "all", false, "grade every exercise of the course")
	c.Flags().BoolVar(&raw, "raw", false, "print the tests' whole output too")
	c.Flags().BoolVar(&fresh, "fresh", false, "run the tests even if a pass is remembered")
	c.Flags().IntVar(&rounds, "rounds", grade.DefaultRounds, "runs under each of GOMAXPROCS 1, 2 and 4")
	c.RunE = func(c *cobra.Command, args []string) error {
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
			r, err := grade.Grade(c.Context(), d.course, e, grade.Options{Rounds: rounds, Fresh: fresh})
			if err != nil {
				return err
			}
			if err := report(d.store.Graded(e, r), c.ErrOrStderr()); err != nil {
				return err
			}
			passed = passed && r.Verdict == grade.Passed
			results = append(results, r)
			if !*asJSON {
				printResult(c.OutOrStdout(), e, r, raw)
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

func (d *desk) toCheck(args []string, all bool, errOut io.Writer) ([]*course.Exercise, error) {
	if len(args) == 0 && !all {
		e, err := d.one(nil, errOut)
		return []*course.Exercise{e}, err
	}
	if err := d.open(); err != nil {
		return nil, err
	}
	if all {
		return d.course.Exercises(), nil
	}
	return d.some(args)
}

// printResult prints a verdict with its few lines and the way on.
func printResult(out io.Writer, e *course.Exercise, r grade.Result, raw bool) {
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
	fmt.Fprintf(out, "  A hint: go run . hint %s\n", e.Name)
	if raw {
		fmt.Fprintf(out, "\n%s\n", r.Raw)
	}
}
