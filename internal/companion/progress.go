package companion

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/learner"
)

// A standing is how far the learner is in one topic.
type standing struct {
	Topic  string `json:"topic"`
	Title  string `json:"title"`
	Level  int    `json:"level"`
	Passed int    `json:"passed"`
	Of     int    `json:"of"`
}

// A tick is an assessment criterion and whether the evidence for it is there.
type tick struct {
	Level     string `json:"level"`
	Criterion string `json:"criterion"`
	Met       bool   `json:"met"`
	Evidence  string `json:"evidence"`
}

func progressCommand(d *desk) *cobra.Command {
	c := &cobra.Command{
		Use:     "progress",
		GroupID: learn,
		Short:   "Show how far you are, and the roadmap's criteria you meet",
		Long: `Show how many exercises of each topic are passed, and which of the roadmap's
assessment criteria are met. Nothing is ticked by hand: the evidence is what the
tests said of the files as they are now.`,
		Args: noArguments,
	}
	asJSON := jsonFlag(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		if err := d.open(); err != nil {
			return err
		}
		standings, err := d.standings(c)
		if err != nil {
			return err
		}
		ticks := assess(standings)
		if *asJSON {
			return printJSON(c.OutOrStdout(), map[string]any{"topics": standings, "criteria": ticks})
		}
		printProgress(c, standings, ticks)
		return nil
	}
	return c
}

func (d *desk) standings(c *cobra.Command) ([]standing, error) {
	standings := []standing{}
	for _, t := range d.course.Topics {
		s := standing{Topic: t.Name, Title: t.Title, Level: t.Level().Number, Of: len(t.Exercises)}
		for _, e := range t.Exercises {
			state, err := d.state(e, c.ErrOrStderr())
			if err != nil {
				return nil, err
			}
			if state == learner.Passed {
				s.Passed++
			}
		}
		standings = append(standings, s)
	}
	return standings, nil
}

func printProgress(c *cobra.Command, standings []standing, ticks []tick) {
	out := c.OutOrStdout()
	level := 0
	passed, of := 0, 0
	for _, s := range standings {
		if s.Level != level {
			level = s.Level
			fmt.Fprintf(out, "Level %d: %s\n", level, course.Levels[level-1].Name)
		}
		fmt.Fprintf(out, "  %-24s %s %d of %d\n", s.Topic, bar(s.Passed, s.Of, 20), s.Passed, s.Of)
		passed += s.Passed
		of += s.Of
	}
	fmt.Fprintf(out, "\n  %-24s %s %d of %d\n\n", "all that is written", bar(passed, of, 20), passed, of)
	name := ""
	for _, t := range ticks {
		if t.Level != name {
			name = t.Level
			fmt.Fprintln(out, name)
		}
		mark := "[ ]"
		if t.Met {
			mark = "[x]"
		}
		fmt.Fprintf(out, "  %s %-44s %s\n", mark, t.Criterion, t.Evidence)
	}
}

// bar draws n of all, width characters wide. It is full only when n is all.
func bar(n, all, width int) string {
	full := 0
	if all > 0 {
		full = n * width / all
	}
	return "[" + strings.Repeat("#", full) + strings.Repeat(".", width-full) + "]"
}
