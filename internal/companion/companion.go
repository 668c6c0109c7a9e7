// Package companion is the command line of the course: each of its files is one
// command over the packages that do the work.
package companion

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/learner"
)

// The exit statuses of the companion.
const (
	statusOK          = 0
	statusNo          = 1   // the answer is no: not passed, not proved
	statusUsage       = 2   // the question made no sense
	statusInterrupted = 130 // Ctrl-C, as shells have it
)

// errNo makes the process end with statusNo; what there is to say was said.
var errNo = errors.New("no")

// Main runs the command line args and returns the exit status. SIGINT and
// SIGTERM end the command's context; a second one kills the process.
func Main(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	dir, err := os.Getwd()
	if err != nil {
		fmt.Fprintln(os.Stderr, "mastery:", err)
		return statusUsage
	}
	return Execute(ctx, dir, args, os.Stdin, os.Stdout, os.Stderr)
}

// Execute runs one command line as if typed in dir and returns its exit status.
func Execute(ctx context.Context, dir string, args []string, in io.Reader, out, errOut io.Writer) int {
	root := newRoot(&desk{dir: dir})
	root.SetArgs(append([]string{}, args...)) // nil would stand for those of the process
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return statusOK
	case errors.Is(err, errNo):
		return statusNo
	case ctx.Err() != nil:
		fmt.Fprintln(errOut, "\nstopped")
		return statusInterrupted
	default:
		text := strings.TrimSpace(err.Error())
		if strings.HasPrefix(text, "unknown command") && !strings.Contains(text, "\n") { // else it has suggestions
			text += "; `go run . --help` shows what there is"
		}
		fmt.Fprintln(errOut, "mastery:", text)
		return statusUsage
	}
}

func newRoot(d *desk) *cobra.Command {
	root := &cobra.Command{
		Use:   "mastery",
		Short: "The companion of Go Concurrency Mastery",
		Long: "The companion of Go Concurrency Mastery.\n\n" +
			"Begin with `go run . start`; learn with `go run . watch`.",
		Annotations:   map[string]string{cobra.CommandDisplayNameAnnotation: "go run ."},
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return fmt.Errorf("%w; `%s --help` shows what there is", err, c.CommandPath())
	})
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SuggestionsMinimumDistance = 2
	root.AddGroup(
		&cobra.Group{ID: learn, Title: "Learn:"},
		&cobra.Group{ID: see, Title: "See it run:"},
		&cobra.Group{ID: verify, Title: "Verify the course:"},
	)
	root.AddCommand(
		startCommand(d), watchCommand(d), checkCommand(d), hintCommand(d), solutionCommand(d),
		resetCommand(d), listCommand(d), progressCommand(d), predictCommand(d),
		pictureCommand(d), traceCommand(d), proveCommand(d),
	)
	return root
}

// The groups that --help sorts the commands into.
const (
	learn  = "learn"
	see    = "see"
	verify = "verify"
)

// A desk is what the commands work on: the course around the current folder
// and the learner's records.
type desk struct {
	dir    string
	course *course.Course
	store  *learner.Store
}

// open finds and reads the course. Every command that needs it calls it first.
func (d *desk) open() error {
	root, err := course.Root(d.dir)
	if err != nil {
		return err
	}
	if d.course, err = course.Load(root); err != nil {
		return err
	}
	d.store = learner.Open(root)
	return nil
}

// record returns what is remembered of e. A record that can't be read is
// reported to errOut and counts as empty.
func (d *desk) record(e *course.Exercise, errOut io.Writer) (learner.Record, error) {
	r, err := d.store.Record(e)
	return r, report(err, errOut)
}

// state returns where the learner stands with e; a broken record is reported.
func (d *desk) state(e *course.Exercise, errOut io.Writer) (learner.State, error) {
	s, err := d.store.State(e)
	return s, report(err, errOut)
}

// forgive is report for what could not be written down: that is said, and is no
// reason to keep from the learner what there is to show.
func forgive(err error, errOut io.Writer) {
	if err := report(err, errOut); err != nil {
		fmt.Fprintln(errOut, "note: this can't be remembered:", err)
	}
}

// report says that a broken record was set aside and lets any other error pass.
func report(err error, errOut io.Writer) error {
	if broken := (*learner.BrokenError)(nil); errors.As(err, &broken) {
		fmt.Fprintln(errOut, "note:", broken)
		return nil
	}
	return err
}

// current returns the first exercise that is not passed, nil when all are.
func (d *desk) current(errOut io.Writer) (*course.Exercise, error) {
	for _, e := range d.course.Exercises() {
		s, err := d.state(e, errOut)
		if err != nil {
			return nil, err
		}
		if s != learner.Passed {
			return e, nil
		}
	}
	return nil, nil
}

// one returns the exercise that the arguments name, or the current one.
func (d *desk) one(args []string, errOut io.Writer) (*course.Exercise, error) {
	if err := d.open(); err != nil {
		return nil, err
	}
	if len(args) > 0 {
		return d.course.Exercise(args[0])
	}
	e, err := d.current(errOut)
	if err == nil && e == nil {
		return nil, errors.New("every exercise is passed: name the one you mean")
	}
	return e, err
}

// some returns the exercises that the arguments name, each an exercise or a
// whole topic, without repeating any; with no arguments, all.
func (d *desk) some(args []string) ([]*course.Exercise, error) {
	if len(args) == 0 {
		return d.course.Exercises(), nil
	}
	var chosen []*course.Exercise
	for _, arg := range args {
		found, err := d.course.Find(arg)
		if err != nil {
			return nil, err
		}
		for _, e := range found {
			if !slices.Contains(chosen, e) {
				chosen = append(chosen, e)
			}
		}
	}
	return chosen, nil
}

// noArguments, atMostOne and exactlyOne say how many exercises a command takes.
func noArguments(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s takes no names, so no %q", c.Name(), args[0])
	}
	return nil
}

func atMostOne(c *cobra.Command, args []string) error {
	if len(args) > 1 {
		return fmt.Errorf("%s takes one exercise, not %d", c.Name(), len(args))
	}
	return nil
}

func exactlyOne(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("%s needs the name of an exercise; `go run . list` shows them", c.Name())
	}
	return atMostOne(c, args)
}

// complete offers the names of exercises to the shell.
func (d *desk) complete(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var names []string
	if d.open() == nil {
		for _, e := range d.course.Exercises() {
			names = append(names, d.course.Short(e))
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// completeAll offers the names of topics and exercises.
func (d *desk) completeAll(c *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
	names, directive := d.complete(c, args, begun)
	if d.course != nil {
		for _, t := range d.course.Topics {
			names = append(names, t.Name)
		}
	}
	return names, directive
}

// maxRounds keeps the list of processors that rounds make on the go command's
// command line within what Windows takes.
const maxRounds = 1000

func checkRounds(rounds int) error {
	if rounds < 1 || rounds > maxRounds {
		return fmt.Errorf("--rounds is from 1 to %d, not %d", maxRounds, rounds)
	}
	return nil
}

// jsonFlag adds --json to a command and returns where its value will be.
func jsonFlag(c *cobra.Command) *bool {
	return c.Flags().Bool("json", false, "print JSON for a program to read")
}

// printJSON writes v, indented, to out.
func printJSON(out io.Writer, v any) error {
	enc := json.NewEncoder(out)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// indent puts prefix before every line of text that is not empty.
func indent(text, prefix string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if line != "" {
			lines[i] = prefix + line
		}
	}
	return strings.Join(lines, "\n")
}
