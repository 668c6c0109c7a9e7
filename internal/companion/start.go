package companion

import (
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
		Args:    cobra.NoArgs,
	}
	asJSON := jsonFlag(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		if err := d.open(); err != nil {
			return err
		}
		checks := machine()
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
func machine() []check {
	toolchain := check{Name: "Go", Found: runtime.Version()}
	if out, err := exec.Command("go", "env", "GOVERSION").Output(); err == nil {
		toolchain.Found = strings.TrimSpace(string(out))
	}
	if toolchain.OK = version.Compare(toolchain.Found, "go1.26") >= 0; !toolchain.OK {
		toolchain.Advice = "Go 1.26 or later is needed: https://go.dev/dl/"
	}
	race := check{Name: "race detector", OK: true, Found: "ready"}
	if err := grade.Racing(); err != nil {
		race = check{Name: "race detector", Found: err.Error(), Advice: compilerAdvice[runtime.GOOS]}
		if race.Advice == "" {
			race.Advice = compilerAdvice["linux"]
		}
	}
	return []check{toolchain, race}
}

var compilerAdvice = map[string]string{
	"linux":   "Install gcc (Debian, Ubuntu: apt install gcc). Until then data races go unnoticed; all else works.",
	"windows": "Install a MinGW-w64 gcc and put it on PATH. Until then data races go unnoticed; all else works.",
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
