package companion

import (
	"context"
	"errors"
	"fmt"
	"go/version"
	"os/exec"
	"path"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/grade"
)

// A check is one thing that the course needs of the machine.
type check struct {
	Name   string `json:"name"`
	OK     bool   `json:"ok"`
	Found  string `json:"found"`
	Advice string `json:"advice,omitempty"`
}

// A next is what the learner may do now.
type next struct {
	Exercise string `json:"exercise,omitempty"`
	Read     string `json:"read,omitempty"`
	Play     string `json:"play,omitempty"`
	Predict  string `json:"predict,omitempty"`
	Fill     string `json:"fill,omitempty"`
	Watch    string `json:"watch,omitempty"`
}

func startCommand(d *desk) *cobra.Command {
	c := &cobra.Command{
		Use:     "start",
		GroupID: learn,
		Short:   "Check the machine, say where you are and what comes next",
		Args:    noArguments,
	}
	asJSON := jsonFlag(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		if err := d.open(); err != nil {
			return err
		}
		checks := d.machine(c.Context())
		e, err := d.current(c.ErrOrStderr())
		if err != nil {
			return err
		}
		standings, err := d.standings(c)
		if err != nil {
			return err
		}
		n := following(e)
		if *asJSON {
			return printJSON(c.OutOrStdout(), map[string]any{"machine": checks, "topics": standings, "next": n})
		}
		printStart(c, checks, standings, n)
		return nil
	}
	return c
}

// machine looks for what the course needs.
func (d *desk) machine(ctx context.Context) []check {
	toolchain := check{Name: "Go", Found: "the go command does not run"}
	cmd := exec.CommandContext(ctx, "go", "env", "GOVERSION")
	cmd.Dir = d.course.Root // go.mod may choose another version
	if out, err := cmd.Output(); err == nil {
		toolchain.Found = strings.TrimSpace(string(out))
		toolchain.OK = recent(toolchain.Found)
	}
	if !toolchain.OK {
		toolchain.Advice = "Go 1.26 or later is needed: https://go.dev/dl/"
	}
	race := check{Name: "race detector", OK: true, Found: "ready"}
	if err := grade.Racing(); err != nil {
		race = check{Name: "race detector", Found: err.Error(), Advice: raceAdvice(err, runtime.GOOS)}
	}
	return []check{toolchain, race}
}

// recent reports whether a Go version, as the go command prints it, will do:
// "go1.26.1", "go1.26.1 X:nogreenteagc", "devel go1.27-d0a1b2c Mon Nov 2".
func recent(found string) bool {
	for word := range strings.FieldsSeq(found) {
		if version.IsValid(word) {
			return version.Compare(word, "go1.26") >= 0
		}
	}
	return false
}

// raceAdvice says what to do about a race detector that can't be used, and what
// goes without it.
func raceAdvice(err error, system string) string {
	const without = "Until then data races go unnoticed; all else works."
	switch {
	case errors.Is(err, grade.ErrCgoOff):
		return "Switch cgo on: unset CGO_ENABLED, or go env -u CGO_ENABLED. " + without
	case errors.Is(err, grade.ErrNoCompiler) && system == "windows":
		return "Install a MinGW-w64 gcc and put it on PATH. " + without
	case errors.Is(err, grade.ErrNoCompiler):
		return "Install gcc (Debian, Ubuntu: apt install gcc), or set CC to your compiler. " + without
	default:
		return "Here data races go unnoticed; all else works."
	}
}

// following says what comes next when e is the current exercise; nil means
// that all are passed.
func following(e *course.Exercise) next {
	if e == nil {
		return next{}
	}
	return next{
		Exercise: e.ID(),
		Read:     readPath(e),
		Play:     "go run ./" + e.Topic + "/...",
		Predict:  "go run . predict " + e.Topic,
		Fill:     path.Join(e.Topic, "exercises", e.Name+".go"),
		Watch:    "go run . watch",
	}
}

func readPath(e *course.Exercise) string {
	if e.Read.Path != "" {
		return e.Read.Path
	}
	return e.Topic + "/README.md"
}

func printStart(c *cobra.Command, checks []check, standings []standing, n next) {
	out := c.OutOrStdout()
	fmt.Fprint(out, "Go Concurrency Mastery\n\nYour machine\n")
	for _, ch := range checks {
		mark := "ok"
		if !ch.OK {
			mark = "missing"
		}
		fmt.Fprintf(out, "  %-8s %-14s %s\n", mark, ch.Name, ch.Found)
		if ch.Advice != "" {
			fmt.Fprintf(out, "           %s\n", ch.Advice)
		}
	}
	passed, of := 0, 0
	for _, s := range standings {
		passed += s.Passed
		of += s.Of
	}
	fmt.Fprintf(out, "\nWhere you are\n  %d of %d exercises passed\n", passed, of)
	if n.Exercise == "" {
		fmt.Fprint(out, "\nEvery exercise that is written so far is passed. `go run . progress` shows what that proves.\n")
		return
	}
	fmt.Fprintf(out, "\nNext: %s\n", n.Exercise)
	for _, step := range [][2]string{
		{"read", n.Read}, {"play", n.Play}, {"predict", n.Predict}, {"fill", n.Fill}, {"loop", n.Watch + "   (grades it at every save)"},
	} {
		fmt.Fprintf(out, "  %-8s %s\n", step[0], step[1])
	}
}
