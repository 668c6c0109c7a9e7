package companion

import (
	"context"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// spinner is an answer that tells its process and the go command's, and never
// ends.
const spinner = `package exercises

import (
	"fmt"
	"os"
)

func Sum([]int) int {
	name := os.Getenv("COMPANION_TEST_PIDS")
	os.WriteFile(name+".new", fmt.Appendln(nil, os.Getpid(), os.Getppid()), 0o644)
	os.Rename(name+".new", name)
	for {
	}
}
`

// spinning returns a place whose answer never ends.
func spinning(t *testing.T) *place {
	p := newPlace(t)
	t.Setenv("COMPANION_TEST_PIDS", p.path("pids"))
	p.write(stub, spinner)
	return p
}

// started waits until the answer runs and returns its process and the go
// command's.
func (p *place) started() (test, goCommand int) {
	p.t.Helper()
	require.Eventually(p.t, func() bool { _, err := os.Stat(p.path("pids")); return err == nil }, 60*time.Second, 5*time.Millisecond)
	_, err := fmt.Sscan(p.read("pids"), &test, &goCommand)
	require.NoError(p.t, err)
	require.True(p.t, lives(test))
	require.True(p.t, lives(goCommand))
	return test, goCommand
}

// gone waits until a process has ended. A grandchild is waited for by the
// system and not by us, so there may be a moment until it has.
func gone(t *testing.T, pid int) {
	t.Helper()
	require.Eventually(t, func() bool { return !lives(pid) }, 10*time.Second, time.Millisecond)
}

// lives reports whether a process runs: one that is dead and not yet collected,
// as orphans stay in a bare container, does not.
func lives(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return false
	}
	_, state, _ := strings.Cut(string(stat), ") ")
	return !strings.HasPrefix(state, "Z")
}

func TestTheEndOfTheContextStopsACheck(t *testing.T) {
	p := spinning(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := make(chan said, 1)
	go func() { done <- execute(ctx, p.root, "check", "sum") }()
	test, goCommand := p.started()
	cancel()
	require.Equal(t, said{statusInterrupted, "", "\nstopped\n"}, <-done)
	require.False(t, lives(goCommand), "it was waited for")
	gone(t, test)
	require.NoFileExists(t, p.path(record), "nothing was found out")
}

// Ctrl-C on the keyboard is SIGINT to the process; a supervisor sends SIGTERM.
func TestASignalStopsTheProcessAndAllThatItStarted(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		t.Run(sig.String(), func(t *testing.T) {
			p := spinning(t)
			cmd, out, errOut := p.process("check", "sum")
			require.NoError(t, os.Mkdir(p.path("tmp"), 0o755))
			cmd.Env = append(cmd.Env, "TMPDIR="+p.path("tmp"))
			require.NoError(t, cmd.Start())
			test, goCommand := p.started()
			start := time.Now()
			require.NoError(t, cmd.Process.Signal(sig))
			_ = cmd.Wait()
			require.Less(t, time.Since(start), 5*time.Second)
			require.Equal(t, statusInterrupted, cmd.ProcessState.ExitCode(), errOut)
			require.Equal(t, "\nstopped\n", errOut.String())
			require.Empty(t, out.String())
			gone(t, goCommand)
			gone(t, test)
			left, err := os.ReadDir(p.path("tmp"))
			require.NoError(t, err)
			require.Empty(t, left, "the go command, killed, can't clear up after itself: that is ours to do")
		})
	}
}
