package companion

import (
	"fmt"

	"github.com/spf13/cobra"

	"example.com/mastery/internal/course"
)

func hintCommand(d *desk) *cobra.Command {
	var all bool
	c := &cobra.Command{
		Use:     "hint [EXERCISE]",
		GroupID: learn,
		Short:   "Show the next hint: a question, then a nudge, then the recipe",
		Long: `Show the hints of an exercise that you have seen so far and one more. Without a
name: of the exercise you are at.`,
		Args:              atMostOne,
		ValidArgsFunction: d.complete,
	}
	asJSON := jsonFlag(c)
	c.Flags().BoolVar(&all, "all", false, "show all hints at once")
	c.RunE = func(c *cobra.Command, args []string) error {
		e, err := d.one(args, c.ErrOrStderr())
		if err != nil {
			return err
		}
		r, err := d.record(e, c.ErrOrStderr())
		if err != nil {
			return err
		}
		n := min(r.Hints+1, len(e.Hints))
		if all {
			n = len(e.Hints)
		}
		if n > r.Hints {
			forgive(d.store.Hinted(e, n), c.ErrOrStderr())
		}
		out := c.OutOrStdout()
		if *asJSON {
			hints := append([]course.Hint{}, e.Hints[:n]...) // [] and not null where there are none
			return printJSON(out, map[string]any{"exercise": e.ID(), "shown": n, "of": len(e.Hints), "hints": hints})
		}
		if len(e.Hints) == 0 {
			fmt.Fprintf(out, "%s has no hints. Its task: %s/exercises/README.md\n", e.ID(), e.Topic)
		}
		for i, h := range e.Hints[:n] {
			fmt.Fprintf(out, "%s, hint %d of %d: %s\n\n%s\n\n", e.ID(), i+1, len(e.Hints), h.Title, indent(h.Text, "  "))
		}
		if n < len(e.Hints) {
			fmt.Fprintf(out, "Once more for the next: %s.\n", e.Hints[n].Title)
		}
		return nil
	}
	return c
}
