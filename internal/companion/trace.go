package companion

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/grade"
	"example.com/mastery/internal/timeline"
)

func traceCommand(d *desk) *cobra.Command {
	var file string
	var show bool
	c := &cobra.Command{
		Use:     "trace TOPIC EXAMPLE | EXERCISE | -- go test ...",
		GroupID: see,
		Short:   "Make a page to explore what a run really did",
		Long: `Run an example, an exercise's tests on your file, or any go test command of one
package, and make one HTML page of its execution: zoom and pan, point at a state
to see its stack, click a wait to see who ended it. The page needs nothing but a
browser. A run that fails, panics or deadlocks still gives its page.`,
		Example: "  go run . trace 01-goroutines leak\n  go run . trace gather\n" +
			"  go run . trace -- go test ./01-goroutines/exercises -run Gather",
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: d.complete,
	}
	c.Flags().StringVarP(&file, "out", "o", "", "write the page to this file instead of below .mastery/traces")
	c.Flags().BoolVar(&show, "open", false, "open the page in the browser")
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := d.open(); err != nil {
			return err
		}
		page, err := d.page(c, args, file)
		if err != nil {
			return err
		}
		fmt.Fprintln(c.OutOrStdout(), d.short(page))
		if show {
			return browse(page)
		}
		return nil
	}
	return c
}

// page makes the page that the arguments ask for and returns its file.
func (d *desk) page(c *cobra.Command, args []string, file string) (string, error) {
	if c.ArgsLenAtDash() == 0 {
		return d.pageOfCommand(c, args, file)
	}
	if len(args) == 1 {
		e, err := d.course.Exercise(args[0])
		if err != nil {
			if _, topicErr := d.course.Topic(args[0]); topicErr == nil {
				return "", fmt.Errorf("name one example of it, too: go run ./%s/... list", args[0])
			}
			return "", err
		}
		return d.pageOfExercise(c.Context(), e, file)
	}
	t, err := d.course.Topic(args[0])
	if err != nil {
		return "", err
	}
	if len(args) > 2 {
		return "", errors.New("a page is of one example")
	}
	x, err := timeline.FromExample(c.Context(), d.course.Root, t.Name, args[1], timeline.Job{Stdout: c.ErrOrStderr(), Stderr: c.ErrOrStderr()})
	if err != nil {
		return "", err
	}
	return d.writePage(x, t.Name+" "+args[1], "example", file)
}

// pageOfCommand runs a go test command where the learner stands.
func (d *desk) pageOfCommand(c *cobra.Command, args []string, file string) (string, error) {
	job := timeline.Job{Dir: d.dir, Stdout: c.ErrOrStderr(), Stderr: c.ErrOrStderr()}
	x, err := timeline.FromTest(c.Context(), args, job)
	if err != nil {
		return "", err
	}
	if x.Exit != nil {
		fmt.Fprintf(c.ErrOrStderr(), "the tests ended with: %v\n", x.Exit)
	}
	x.Model = x.Model.Program()
	return d.writePage(x, strings.Join(args, " "), "tests", file)
}

// pageOfExercise makes the page of an exercise's tests on the learner's file.
func (d *desk) pageOfExercise(ctx context.Context, e *course.Exercise, file string) (string, error) {
	x, err := d.runExercise(ctx, e)
	if err != nil {
		return "", err
	}
	x.Model = x.Model.Program()
	return d.writePage(x, e.ID(), "its tests on your file", file)
}

// runExercise runs the tests of e once, on the learner's file and with the
// other exercises out of the way, as the grader does.
func (d *desk) runExercise(ctx context.Context, e *course.Exercise) (*timeline.Execution, error) {
	overlay, err := grade.For(d.course, e, "")
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "mastery-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "overlay.json")
	if err := overlay.WriteFile(file); err != nil {
		return nil, err
	}
	var said bytes.Buffer
	argv := []string{
		"go", "test", "-run=^" + e.TestPrefix(), "-timeout=" + grade.DefaultTimeout.String(), "-overlay=" + file, e.Package(),
	}
	x, err := timeline.FromTest(ctx, argv, timeline.Job{Dir: d.course.Root, Stdout: &said, Stderr: &said})
	if err != nil {
		return nil, fmt.Errorf("%w\n%s", err, firstLines(said.String(), 8))
	}
	return x, nil
}

// writePage writes the page of an execution and returns its file.
func (d *desk) writePage(x *timeline.Execution, title, about, file string) (string, error) {
	var html bytes.Buffer
	o := timeline.PageOptions{Title: title, About: about + " · " + x.Model.Setting()}
	if x.Lost != nil {
		o.About += " · " + x.Lost.Error()
	}
	if err := timeline.HTML(&html, x.Model, o); err != nil {
		return "", err
	}
	if file != "" {
		if !filepath.IsAbs(file) {
			file = filepath.Join(d.dir, file)
		}
		return file, os.WriteFile(file, html.Bytes(), 0o644)
	}
	return d.keep(filepath.Join("traces", fileName(title)+".html"), html.Bytes())
}

// fileName makes a file's name of a title.
func fileName(title string) string {
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, title)
	if len(name) > 80 {
		name = name[:80]
	}
	return name
}

// browse opens a file with what the system opens pages with. It does not wait
// for the browser to end, only for the opener.
func browse(file string) error {
	opener := map[string][]string{
		"darwin":  {"open"},
		"windows": {"rundll32", "url.dll,FileProtocolHandler"},
	}[runtime.GOOS]
	if opener == nil {
		opener = []string{"xdg-open"}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := exec.CommandContext(ctx, opener[0], append(opener[1:], file)...).Run(); err != nil {
		return fmt.Errorf("opening the page: %w; open it by hand", err)
	}
	return nil
}

func firstLines(text string, n int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[:min(n, len(lines))], "\n")
}
