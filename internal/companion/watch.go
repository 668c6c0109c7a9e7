package companion

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/watch"
)

func watchCommand(d *desk) *cobra.Command {
	var poll bool
	c := &cobra.Command{
		Use:     "watch [EXERCISE]",
		GroupID: learn,
		Short:   "Learn: grade the current exercise at every save",
		Long: `Open the exercise that you are at, or the one named, and grade it every time you
save its file. The keys are shown at the bottom of the screen. Without a terminal
it prints plain lines.`,
		Args:              atMostOne,
		ValidArgsFunction: d.complete,
	}
	c.Flags().BoolVar(&poll, "poll", false, "look at the file again and again: for network drives that don't tell of changes")
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := d.open(); err != nil {
			return err
		}
		o := watch.Options{Poll: poll, Picture: func(ctx context.Context, e *course.Exercise) (string, error) {
			return d.pageOfExercise(ctx, e, "")
		}}
		if len(args) > 0 {
			o.Start = args[0]
		}
		// A test gives the command other streams than the process's own.
		o.In, _ = c.InOrStdin().(*os.File)
		o.Out, _ = c.OutOrStdout().(*os.File)
		// The loop obeys signals by itself: it knows when a Ctrl-C is an editor's.
		return watch.Run(context.WithoutCancel(c.Context()), d.course, d.store, o)
	}
	return c
}
