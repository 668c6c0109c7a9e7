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
		Args:              exactlyOne,
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
			fmt.Fprintf(c.OutOrStdout(), "%s is as it came. There was nothing of yours to keep.\n", e.ID())
			return nil
		}
		kept, stub := d.short(kept), d.short(e.Stub)
		fmt.Fprintf(c.OutOrStdout(), "%s is as it came. Your text is kept as %s;\nto have it back: cp %[2]s %s\n", e.ID(), kept, stub)
		return nil
	}
	return c
}

// short names a file as it can be typed in the folder where the command runs.
func (d *desk) short(file string) string {
	if short, err := filepath.Rel(d.dir, file); err == nil {
		return short
	}
	return file
}
