package companion

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.com/mastery/internal/grade"
)

// process returns the companion as a process of its own that runs args in the
// place's root.
func (p *place) process(args ...string) (cmd *exec.Cmd, out, errOut *bytes.Buffer) {
	p.t.Helper()
	self, err := os.Executable()
	require.NoError(p.t, err)
	cmd = exec.Command(self)
	cmd.Dir = p.root
	cmd.Env = append(os.Environ(), argsEnv+"="+strings.Join(args, "\n"))
	out, errOut = new(bytes.Buffer), new(bytes.Buffer)
	cmd.Stdout, cmd.Stderr = out, errOut
	return cmd, out, errOut
}

// Without a C compiler there is no race detector. That is said, and everything
// else works.
func TestWithoutACCompiler(t *testing.T) {
	if runtime.GOOS == "darwin" || errors.Is(grade.Racing(), grade.ErrNoDetector) {
		t.Skip("here no C compiler would help, or none is needed")
	}
	for name, test := range map[string]struct{ env, found, advice string }{
		"no compiler": {"CC=there-is-no-such-compiler", "no C compiler was found (there-is-no-such-compiler)", "set CC to your compiler"},
		"cgo off":     {"CGO_ENABLED=0", "cgo is switched off (CGO_ENABLED=0)", "unset CGO_ENABLED"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			start, out, errOut := p.process("start")
			start.Env = append(start.Env, test.env)
			require.NoError(t, start.Run(), errOut)
			require.Contains(t, out.String(), "  missing  race detector  "+test.found+"\n")
			require.Contains(t, out.String(), test.advice)
			require.Contains(t, out.String(), "Until then data races go unnoticed; all else works.\n")
			require.Contains(t, out.String(), "\nNext: 01-fixture/sum\n")

			if name == "cgo off" {
				return // the check would compile the standard library anew
			}
			p.write(stub, p.read(solution))
			check, out, errOut := p.process("check", "sum", "--rounds", "1")
			check.Env = append(check.Env, test.env)
			require.NoError(t, check.Run(), errOut)
			require.Contains(t, out.String(), "01-fixture/sum: passed")
			require.Contains(t, out.String(), "Correct on 3 runs, under GOMAXPROCS 1, 2 and 4. Not checked for data races: "+test.found+".\n")
		})
	}
}

func TestTheExitStatusOfTheProcess(t *testing.T) {
	p := newPlace(t)
	for line, want := range map[string]int{"list": 0, "solution sum": 1, "check nothing": 2} {
		cmd, _, errOut := p.process(strings.Fields(line)...)
		_ = cmd.Run()
		require.Equal(t, want, cmd.ProcessState.ExitCode(), "%s: %s", line, errOut)
	}
}
