package watch

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
	"golang.org/x/sys/unix"

	"example.com/mastery/internal/learner"
)

// The ways to end the loop in a terminal.
var ways = map[string]func(x *tmux, pid int){
	"q":       func(x *tmux, _ int) { x.keys("q") },
	"ctrl-c":  func(x *tmux, _ int) { x.keys("C-c") },
	"SIGINT":  func(_ *tmux, pid int) { _ = syscall.Kill(pid, syscall.SIGINT) },
	"SIGTERM": func(_ *tmux, pid int) { _ = syscall.Kill(pid, syscall.SIGTERM) },
	"SIGHUP":  func(_ *tmux, pid int) { _ = syscall.Kill(pid, syscall.SIGHUP) },
	"closed":  func(x *tmux, _ int) { x.tmux("kill-server") },
}

// spinning opens the loop on an answer that never ends, below a shell that
// tells how the loop ended.
func spinning(t *testing.T, env ...string) *tmux {
	t.Helper()
	c, _ := fixture(t)
	put(t, exercise(t, c, "sum"), "odd/spin.go")
	return tmuxOf(t, c, 80, 24, `$LOOP; echo "status $?"; stty -a; read line`, env...)
}

func TestQuitWhileTestsRun(t *testing.T) {
	for name, quit := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x := spinning(t)
			x.untilRunning("exercises.test")
			pid := x.loop()
			quit(x, pid)
			x.over(name, pid)
		})
	}
}

// over checks that the loop ended well: with status 0, nothing left, and the
// terminal as it was.
func (x *tmux) over(way string, loop int) {
	x.t.Helper()
	x.until("the loop's end", func() bool { _, alive := x.processes()[loop]; return !alive })
	if way == "closed" {
		x.nothingLeft()
		return
	}
	x.untilShows("status 0")
	x.untilShows(" icanon")
	require.Contains(x.t, x.screen(), " echo ")
	require.Equal(x.t, "0 0 1\n", x.tmux("display-message", "-p", "#{alternate_on} #{mouse_any_flag} #{cursor_flag}"))
	x.until("only the shell is left", func() bool { return len(x.processes()) == 1 })
}

// At any moment: while it starts, while the go command lists, compiles and
// links, while the tests run.
func TestQuitAtAnyMoment(t *testing.T) {
	for i, after := range []time.Duration{0, 5, 20, 60, 150, 300, 600, 1000, 1500} {
		t.Run(fmt.Sprintf("%dms", after), func(t *testing.T) {
			t.Parallel()
			x := spinning(t)
			pid := x.loop()
			timer := time.NewTimer(after * time.Millisecond)
			defer timer.Stop()
			<-timer.C
			sig := []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT}[i%3]
			require.NoError(t, syscall.Kill(pid, sig))
			x.until("the loop's end", func() bool { _, alive := x.processes()[pid]; return !alive })
			x.until("only the shell is left", func() bool { return len(x.processes()) == 1 })
		})
	}
}

func TestQuitWhileAHundredRuns(t *testing.T) {
	t.Parallel()
	x := newTmux(t, 80, 24, `$LOOP; echo "status $?"; stty -a; read line`)
	put(t, exercise(t, x.c, "sum"), "solution")
	x.untilShows("PASSED")
	x.keys("R")
	x.untilRunning("exercises.test")
	pid := x.loop()
	x.keys("q")
	x.over("q", pid)
}

func TestQuitWhileTheEditorHasTheTerminal(t *testing.T) {
	for _, name := range []string{"SIGTERM", "SIGHUP", "closed"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			script := filepath.Join(t.TempDir(), "ed")
			write(t, script, "#!/bin/sh\necho editing\nexec cat >/dev/null\n")
			require.NoError(t, os.Chmod(script, 0o755))
			x := spinning(t, "EDITOR="+script)
			x.untilRunning("exercises.test")
			x.keys("e")
			x.untilShows("editing")
			pid := x.loop()
			ways[name](x, pid)
			x.over(name, pid)
		})
	}
}

// An editor is asked to end: it may put unsaved text aside.
func TestQuitAsksTheEditorToEnd(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	script, aside := filepath.Join(dir, "ed"), filepath.Join(dir, "aside")
	write(t, script, "#!/bin/sh\ntrap 'echo text >"+aside+"; exit' TERM\necho editing\nread line\n")
	require.NoError(t, os.Chmod(script, 0o755))
	x := spinning(t, "EDITOR="+script)
	x.untilShows("q quit")
	x.keys("e")
	x.untilShows("editing")
	pid := x.loop()
	ways["SIGTERM"](x, pid)
	x.over("SIGTERM", pid)
	require.Equal(t, "text\n", read(t, aside))
}

// An editor that does not heed SIGTERM is killed.
func TestQuitWithAStubbornEditor(t *testing.T) {
	t.Parallel()
	script := filepath.Join(t.TempDir(), "ed")
	write(t, script, "#!/bin/sh\ntrap '' TERM HUP\necho editing\nexec cat >/dev/null\n")
	require.NoError(t, os.Chmod(script, 0o755))
	x := spinning(t, "EDITOR="+script)
	x.untilShows("q quit")
	x.keys("e")
	x.untilShows("editing")
	pid := x.loop()
	ways["SIGTERM"](x, pid)
	x.over("SIGTERM", pid)
}

// Without a terminal it is a signal that ends it.
func TestQuitPlain(t *testing.T) {
	self, err := os.Executable()
	require.NoError(t, err)
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(sig.String(), func(t *testing.T) {
			t.Parallel()
			c, _ := fixture(t)
			put(t, exercise(t, c, "sum"), "odd/spin.go")
			mark := fmt.Sprintf("plain-%d-%d", os.Getpid(), marks.Add(1))
			cmd := exec.Command(self)
			cmd.Env = append(os.Environ(), beTheLoop+"="+c.Root, markName+"="+mark)
			var out strings.Builder
			cmd.Stdout, cmd.Stderr = &out, &out
			require.NoError(t, cmd.Start())
			require.True(t, eventually(func() bool {
				for _, command := range processes(mark) {
					if strings.Contains(command, "exercises.test") {
						return true
					}
				}
				return false
			}))
			require.NoError(t, cmd.Process.Signal(sig))
			require.NoError(t, cmd.Wait(), &out)
			require.True(t, eventually(func() bool { return len(processes(mark)) == 0 }), "%v", processes(mark))
			require.Contains(t, out.String(), "grading 01-tiny/sum")
		})
	}
}

// terminalPair opens a pseudo-terminal: what is written to the keyboard arrives
// at the terminal as typed.
func terminalPair(t testing.TB, width, height uint16) (keyboard, terminal *os.File) {
	t.Helper()
	keyboard, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	require.NoError(t, err)
	t.Cleanup(func() { keyboard.Close() })
	fd := int(keyboard.Fd())
	require.NoError(t, unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0))
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	require.NoError(t, err)
	terminal, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	require.NoError(t, err)
	t.Cleanup(func() { terminal.Close() })
	require.NoError(t, unix.IoctlSetWinsize(int(terminal.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: height, Col: width}))
	return keyboard, terminal
}

// Run leaves no goroutine behind, however it ends and whatever is typed
// meanwhile.
func TestRunLeavesNoGoroutine(t *testing.T) {
	many := strings.Repeat("x\x1b[<65;3;3M", 50)
	for name, c := range map[string]struct {
		typed string // after the first question, or with answers after the first
		end   bool   // the caller's context ends
	}{
		"q":                       {typed: "q"},
		"q and more":              {typed: "q" + many},
		"much and q":              {typed: "\x1b[<65;3;3M\x1b[<65;3;3Mq" + many},
		"ctrl-c in the hints":     {typed: "h\x03" + many},
		"half a sequence":         {typed: "q\x1b["},
		"the context ends":        {end: true},
		"the context ends midway": {typed: many, end: true},
	} {
		t.Run(name, func(t *testing.T) {
			before := goleak.IgnoreCurrent()
			course, store := fixture(t)
			keyboard, terminal := terminalPair(t, 80, 24)
			drained := make(chan struct{})
			var shown bytes.Buffer // to be read when drained is closed
			go func() {            // ends when the pair is closed
				defer close(drained)
				_, _ = io.Copy(&shown, keyboard)
			}()
			old, err := unix.IoctlGetTermios(int(terminal.Fd()), unix.TCGETS)
			require.NoError(t, err)
			grader, asked := asking()
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			result := make(chan error, 1)
			go func() { // ends with Run
				result <- Run(ctx, course, store, Options{In: terminal, Out: terminal, grade: grader})
			}()
			take(t, asked)
			_, err = keyboard.WriteString(c.typed)
			require.NoError(t, err)
			if c.end {
				stop()
			}
			require.NoError(t, take(t, result))
			now, err := unix.IoctlGetTermios(int(terminal.Fd()), unix.TCGETS)
			require.NoError(t, err)
			require.Equal(t, old, now, "the terminal is as it was")
			terminal.Close()
			keyboard.Close()
			ended(t, drained)
			require.LessOrEqual(t, strings.Count(shown.String(), ansi.ResetModeAltScreenSaveCursor), 1, "the screen is closed once")
			require.NoError(t, goleak.Find(before))
		})
	}
}

// What the learner saw is on disk: a kill right after a verdict loses nothing.
func TestAKillLosesNoVerdict(t *testing.T) {
	t.Parallel()
	x := newTmux(t, 80, 24, "")
	sum := exercise(t, x.c, "sum")
	put(t, sum, "solution")
	x.untilShows("PASSED")
	require.NoError(t, syscall.Kill(x.loop(), syscall.SIGKILL))
	state, err := learner.Open(x.c.Root).State(sum)
	require.NoError(t, err)
	require.Equal(t, learner.Passed, state)
}
