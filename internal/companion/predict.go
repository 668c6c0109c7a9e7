package companion

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/predict"
)

func predictCommand(d *desk) *cobra.Command {
	c := &cobra.Command{
		Use:     "predict [TOPIC] [PROGRAM]...",
		GroupID: learn,
		Short:   "Say what small programs do, then see them run",
		Long: `Ask about a topic's small programs, or about the ones named: what does this do?
Then run each and show who was right. Without a topic: of the exercise you are at.

With --json the score is printed as JSON at the end, and the questions go to
standard error.`,
		Example:           "  go run . predict 01-goroutines",
		ValidArgsFunction: d.complete,
	}
	asJSON := jsonFlag(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		t, err := d.topicToPredict(args, c)
		if err != nil {
			return err
		}
		programs, err := predict.Load(t.Dir)
		if err != nil {
			return err
		}
		if len(args) > 1 {
			if programs, err = named(programs, args[1:]); err != nil {
				return err
			}
		}
		if len(programs) == 0 {
			return fmt.Errorf("%s has no programs to predict", t.Name)
		}
		out := c.OutOrStdout()
		if *asJSON {
			out = c.ErrOrStderr()
		}
		score, err := predict.Ask(c.Context(), c.InOrStdin(), out, programs, predict.Options{})
		if *asJSON {
			err = errors.Join(err, printJSON(c.OutOrStdout(), score))
		}
		return err
	}
	return c
}

// topicToPredict returns the topic that is named, or that of the current
// exercise; when all are passed, the last.
func (d *desk) topicToPredict(args []string, c *cobra.Command) (*course.Topic, error) {
	if err := d.open(); err != nil {
		return nil, err
	}
	if len(args) > 0 {
		return d.course.Topic(args[0])
	}
	e, err := d.current(c.ErrOrStderr())
	if err != nil {
		return nil, err
	}
	if e != nil {
		return d.course.Topic(e.Topic)
	}
	if len(d.course.Topics) == 0 {
		return nil, errors.New("the course has no topics yet")
	}
	return d.course.Topics[len(d.course.Topics)-1], nil
}

// named returns the programs with these names, in the order of the names.
func named(programs []predict.Program, names []string) ([]predict.Program, error) {
	var known []string
	for _, p := range programs {
		known = append(known, p.Name)
	}
	var chosen []predict.Program
	for _, name := range names {
		i := slices.Index(known, name)
		if i < 0 {
			return nil, fmt.Errorf("there is no program %q; there are %v", name, known)
		}
		chosen = append(chosen, programs[i])
	}
	return chosen, nil
}
