package companion

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/grade"
	"example.com/mastery/internal/prove"
)

func proveCommand(d *desk) *cobra.Command {
	var o prove.Options
	var overlay string
	c := &cobra.Command{
		Use:     "prove [EXERCISE | TOPIC]...",
		GroupID: verify,
		Short:   "Prove that the exercises' tests tell right from wrong",
		Long: `Prove the exercises: the stub fails, the reference answer and other right answers
pass every run, and each wrong answer gets, every time, the verdict that its file
name announces. What did not change since it was last proved is not run again.

The exit status is 0 if all came out as announced, 1 if one did not.`,
		Example:           "  go run . prove\n  go run . prove 01-goroutines/gather --fresh",
		ValidArgsFunction: d.completeAll,
	}
	c.Flags().IntVar(&o.Rounds, "rounds", grade.DefaultRounds, "runs of each right answer under each of GOMAXPROCS 1, 2 and 4")
	c.Flags().BoolVar(&o.Fresh, "fresh", false, "prove everything again")
	c.Flags().IntVarP(&o.Jobs, "jobs", "j", 0, "answers graded at the same time (default: one a processor)")
	c.Flags().BoolVarP(&o.KeepGoing, "keep-going", "k", false, "go on after an answer that is not as announced")
	c.Flags().StringVar(&overlay, "overlay", "", "only write, to this file, the overlay that puts every reference answer in its stub's place")
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := checkRounds(o.Rounds); err != nil {
			return err
		}
		if err := d.open(); err != nil {
			return err
		}
		if overlay != "" {
			return d.writeOverlay(overlay)
		}
		exercises, err := d.some(args)
		if err != nil {
			return err
		}
		if len(exercises) == 0 {
			return errors.New("nothing to prove: no exercise is written there yet")
		}
		start := time.Now()
		progress := newProgress(c.ErrOrStderr())
		o.Done = progress.done
		outcomes, err := prove.Run(c.Context(), d.course, exercises, o)
		progress.clear()
		if err != nil && !errors.Is(err, prove.ErrFault) {
			return err
		}
		printProof(c.OutOrStdout(), exercises, outcomes, time.Since(start))
		if err != nil {
			return errNo
		}
		return nil
	}
	return c
}

func (d *desk) writeOverlay(name string) error {
	if !filepath.IsAbs(name) {
		name = filepath.Join(d.dir, name)
	}
	return grade.Answers(d.course).WriteFile(name)
}

// A progress shows on one line how far a long work is. Where there is no
// terminal it prints a line now and then.
type progress struct {
	out      io.Writer
	terminal bool
	last     time.Time
}

func newProgress(out io.Writer) *progress {
	p := &progress{out: out, last: time.Now()}
	if f, ok := out.(*os.File); ok {
		info, err := f.Stat()
		p.terminal = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	return p
}

func (p *progress) done(o prove.Outcome, decided, all int) {
	switch {
	case p.terminal:
		fmt.Fprintf(p.out, "\r\x1b[K%d of %d  %s %s", decided, all, o.Case.Exercise.ID(), o.Case.Name())
	case time.Since(p.last) > 10*time.Second:
		p.last = time.Now()
		fmt.Fprintf(p.out, "%d of %d answers\n", decided, all)
	}
}

func (p *progress) clear() {
	if p.terminal {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
}

// printProof prints a row an exercise, and below it whatever is not as
// announced.
func printProof(out io.Writer, exercises []*course.Exercise, outcomes []prove.Outcome, took time.Duration) {
	fmt.Fprintf(out, "%-32s %8s %8s %8s   %s\n", "exercise", "stub", "right", "wrong", "as announced")
	faults, remembered := 0, 0
	for _, e := range exercises {
		var count [3]int
		bad := 0
		for _, o := range outcomes {
			if o.Case.Exercise != e {
				continue
			}
			switch {
			case o.Case.Answer == e.Pristine:
				count[0]++
			case o.Case.Want == grade.Passed:
				count[1]++
			default:
				count[2]++
			}
			if o.Fault != "" {
				bad++
			}
			if o.Remembered {
				remembered++
			}
		}
		verdict := "yes"
		if bad > 0 {
			verdict = "NO"
		} else if sum := count[0] + count[1] + count[2]; sum < 2+len(e.Right)+len(e.Wrong) {
			verdict = "not decided"
		}
		faults += bad
		fmt.Fprintf(out, "%-32s %8d %8d %8d   %s\n", e.ID(), count[0], count[1], count[2], verdict)
	}
	for _, o := range outcomes {
		if o.Fault != "" {
			fmt.Fprintf(out, "\n%s %s\n  %s\n", o.Case.Exercise.ID(), o.Case.Name(), o.Fault)
		}
	}
	fmt.Fprintf(out, "\n%d answers, %d of them remembered, %d not as announced, %.0f s\n",
		len(outcomes), remembered, faults, took.Seconds())
}
