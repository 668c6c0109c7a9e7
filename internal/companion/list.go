package companion

import (
	"fmt"

	"github.com/spf13/cobra"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/learner"
)

// A row is one exercise in a list.
type row struct {
	Exercise string        `json:"exercise"`
	Topic    string        `json:"topic"`
	Level    int           `json:"level"`
	Kind     string        `json:"kind"`
	Time     string        `json:"time"`
	State    learner.State `json:"state"`
	Verdict  string        `json:"verdict,omitempty"`
	Current  bool          `json:"current"`
}

func listCommand(d *desk) *cobra.Command {
	c := &cobra.Command{
		Use:               "list [EXERCISE | TOPIC]...",
		GroupID:           learn,
		Short:             "List the exercises and where you stand with each",
		ValidArgsFunction: d.completeAll,
	}
	asJSON := jsonFlag(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := d.open(); err != nil {
			return err
		}
		exercises, err := d.some(args)
		if err != nil {
			return err
		}
		current, err := d.current(c.ErrOrStderr())
		if err != nil {
			return err
		}
		rows := []row{}
		for _, e := range exercises {
			r, err := d.row(e, e == current, c)
			if err != nil {
				return err
			}
			rows = append(rows, r)
		}
		if *asJSON {
			return printJSON(c.OutOrStdout(), rows)
		}
		topic := ""
		for _, r := range rows {
			if r.Topic != topic {
				topic = r.Topic
				fmt.Fprintf(c.OutOrStdout(), "%s\n", topic)
			}
			mark := " "
			if r.Current {
				mark = ">"
			}
			state := string(r.State)
			if r.State == learner.Failing {
				state += ": " + r.Verdict
			}
			fmt.Fprintf(c.OutOrStdout(), "%s %-16s %-10s %-12s %s\n", mark, r.Exercise, r.Kind, r.Time, state)
		}
		return nil
	}
	return c
}

func (d *desk) row(e *course.Exercise, current bool, c *cobra.Command) (row, error) {
	state, err := d.state(e, c.ErrOrStderr())
	if err != nil {
		return row{}, err
	}
	record, err := d.record(e, c.ErrOrStderr())
	if err != nil {
		return row{}, err
	}
	t, err := d.course.Topic(e.Topic)
	if err != nil {
		return row{}, err
	}
	return row{
		Exercise: e.Name, Topic: e.Topic, Level: t.Level().Number, Kind: e.Kind, Time: e.Time,
		State: state, Verdict: string(record.Verdict), Current: current,
	}, nil
}
