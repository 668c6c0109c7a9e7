package companion

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"example.com/mastery/internal/timeline"
)

func pictureCommand(d *desk) *cobra.Command {
	var all bool
	c := &cobra.Command{
		Use:     "picture [--all | TOPIC [EXAMPLE]... | EXERCISE]",
		GroupID: see,
		Short:   "Draw what an example, or your exercise, really did",
		Long: `Run examples and draw their executions: a lane for each goroutine, what it did and
waited for, who woke it. A topic's pictures are written beside its examples, as
the notes show them; the picture of an exercise is that of its tests running on
your file, below .mastery/pictures.`,
		Example:           "  go run . picture 01-goroutines leak\n  go run . picture gather",
		ValidArgsFunction: d.complete,
	}
	c.Flags().BoolVar(&all, "all", false, "draw every example of the course")
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := d.open(); err != nil {
			return err
		}
		if all == (len(args) > 0) {
			return errors.New("name a topic or an exercise, or say --all")
		}
		if all {
			for _, t := range d.course.Topics {
				if err := d.drawTopic(c, t.Name); err != nil {
					return err
				}
			}
			return nil
		}
		t, topicErr := d.course.Topic(args[0])
		if topicErr == nil {
			return d.drawTopic(c, t.Name, args[1:]...)
		}
		e, err := d.course.Exercise(args[0])
		if err != nil {
			return topicErr
		}
		x, err := d.runExercise(c.Context(), e)
		if err != nil {
			return err
		}
		var svg bytes.Buffer
		o := timeline.PictureOptions{Title: e.ID(), About: "its tests on your file · " + x.Model.Setting()}
		if err := timeline.SVG(&svg, x.Model.Program(), o); err != nil {
			return err
		}
		file, err := d.keep(filepath.Join("pictures", e.Topic+"-"+e.Name+".svg"), svg.Bytes())
		if err == nil {
			fmt.Fprintln(c.OutOrStdout(), d.short(file))
		}
		return err
	}
	return c
}

// drawTopic draws a topic's examples and says which files it wrote.
func (d *desk) drawTopic(c *cobra.Command, topic string, names ...string) error {
	written, err := timeline.Picture(c.Context(), d.course.Root, topic, names...)
	for _, file := range written {
		fmt.Fprintln(c.OutOrStdout(), d.short(file))
	}
	return err
}

// keep writes a file below .mastery and returns its whole path.
func (d *desk) keep(name string, data []byte) (string, error) {
	file := filepath.Join(d.store.Dir(), name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return "", err
	}
	return file, os.WriteFile(file, data, 0o644)
}
