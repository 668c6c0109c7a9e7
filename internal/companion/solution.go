package companion

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/pmezard/go-difflib/difflib"
	"github.com/spf13/cobra"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/learner"
)

// A reference is what solution shows.
type reference struct {
	Exercise     string        `json:"exercise"`
	Solution     string        `json:"solution"`
	Diff         string        `json:"diff"` // from the learner's answer to the reference, unified
	Alternatives []alternative `json:"alternatives"`
}

// An alternative is another right answer.
type alternative struct {
	File  string `json:"file"`
	About string `json:"about"`
}

func solutionCommand(d *desk) *cobra.Command {
	var force bool
	c := &cobra.Command{
		Use:     "solution [EXERCISE]",
		GroupID: learn,
		Short:   "Show the reference answer, once you have passed",
		Long: `Show the reference answer of an exercise, how yours differs from it, and what
other right answers do differently. It waits until you have passed the exercise;
--force shows it all the same.`,
		Args:              atMostOne,
		ValidArgsFunction: d.complete,
	}
	asJSON := jsonFlag(c)
	c.Flags().BoolVar(&force, "force", false, "show it before you have passed")
	c.RunE = func(c *cobra.Command, args []string) error {
		e, err := d.one(args, c.ErrOrStderr())
		if err != nil {
			return err
		}
		r, err := d.record(e, c.ErrOrStderr())
		if err != nil {
			return err
		}
		if r.PassedAt.IsZero() && !force {
			fmt.Fprintf(c.ErrOrStderr(), "%s is not passed yet. The next hint may do: go run . hint %s\n"+
				"To see the answer now: go run . solution %[2]s --force\n", e.ID(), d.course.Short(e))
			return errNo
		}
		ref, err := d.reference(e)
		if err != nil {
			return err
		}
		if *asJSON {
			return printJSON(c.OutOrStdout(), ref)
		}
		ref.print(c.OutOrStdout())
		return nil
	}
	return c
}

func (d *desk) reference(e *course.Exercise) (*reference, error) {
	solution, err := os.ReadFile(e.Solution)
	if err != nil {
		return nil, err
	}
	ref := &reference{Exercise: e.ID(), Solution: string(solution), Alternatives: []alternative{}}
	state, err := d.store.State(e)
	if err != nil {
		return nil, err
	}
	if state != learner.Untouched && !missing(e.Stub) {
		own, err := os.ReadFile(e.Stub)
		if err != nil {
			return nil, err
		}
		ref.Diff, err = difflib.GetUnifiedDiffString(difflib.UnifiedDiff{
			A: lines(own), B: lines(solution),
			FromFile: "yours", ToFile: "reference", Context: 3,
		})
		if err != nil {
			return nil, err
		}
	}
	for _, file := range e.Right {
		about, err := headline(file)
		if err != nil {
			return nil, err
		}
		short, err := filepath.Rel(d.course.Root, file)
		if err != nil {
			return nil, err
		}
		ref.Alternatives = append(ref.Alternatives, alternative{File: filepath.ToSlash(short), About: about})
	}
	return ref, nil
}

// lines splits a text into its lines, each with one "\n": an editor on Windows
// may have ended them otherwise, and the last one not at all.
func lines(text []byte) []string {
	var all []string
	for line := range strings.Lines(string(text)) {
		all = append(all, strings.TrimRight(line, "\r\n")+"\n")
	}
	return all
}

func (r *reference) print(out io.Writer) {
	fmt.Fprintf(out, "The reference answer to %s:\n\n%s\n", r.Exercise, r.Solution)
	if r.Diff != "" {
		fmt.Fprintf(out, "From yours (-) to the reference (+):\n\n%s\n", r.Diff)
	}
	if len(r.Alternatives) > 0 {
		fmt.Fprintln(out, "Other right answers:")
		for _, a := range r.Alternatives {
			fmt.Fprintf(out, "  %s\n    %s\n", a.File, a.About)
		}
	}
}

// headline returns the comment that opens an answer in testdata, on one line
// and without the words that introduce it.
func headline(file string) (string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	var words []string
	for _, line := range lines(data) {
		text, ok := strings.CutPrefix(line, "//")
		if !ok {
			break
		}
		words = append(words, strings.TrimSpace(text))
	}
	return strings.TrimPrefix(strings.Join(words, " "), "Another way: "), nil
}
