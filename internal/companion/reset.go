package companion

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"
)

func resetCommand(d *desk) *cobra.Command {
	c := &cobra.Command{
		Use:     "reset EXERCISE",
		GroupID: learn,
		Short:   "Bring the pristine stub back; your text is kept",
		Long: `Bring the stub of an exercise back as it came. Your text is kept below
.mastery/kept, and the command that restores it is printed.`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: d.complete,
	}
	asJSON := jsonFlag(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		e, err := d.one(args, c.ErrOrStderr())
		if err != nil {
			return err
		}
		kept, err := d.store.Reset(e)
		if err != nil {
			return err
		}
		if *asJSON {
			return printJSON(c.OutOrStdout(), map[string]string{"exercise": e.ID(), "kept": kept})
		}
		if kept == "" {
			fmt.Fprintf(c.OutOrStdout(), "%s is as it came: nothing to reset.\n", e.ID())
			return nil
		}
		stub, err := filepath.Rel(d.course.Root, e.Stub)
		if err != nil {
			return err
		}
		if short, err := filepath.Rel(d.course.Root, kept); err == nil {
			kept = short
		}
		fmt.Fprintf(c.OutOrStdout(), "%s is as it came. Your text is kept as %s;\nto have it back: cp %[2]s %s\n", e.ID(), kept, stub)
		return nil
	}
	return c
}
