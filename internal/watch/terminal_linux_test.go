package watch

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.com/mastery/internal/course"
)

// A tmux is a real terminal with the loop in it, driven as a person drives it.
type tmux struct {
	t      testing.TB
	socket string // its path; a short one, as the system wants it
	mark   string // in the environment of everything that was started in it
	c      *course.Course
}

// markName is the variable by which a process is known to descend from a test.
const markName = "MASTERY_WATCH_MARK"

var marks atomic.Int64

// needTmux skips a test where tmux is missing; never in CI.
func needTmux(t testing.TB) {
	t.Helper()
	if _, err := exec.LookPath("tmux"); err != nil {
		if os.Getenv("CI") != "" {
			require.Fail(t, "tmux is missing")
		}
		t.Skip("tmux is missing")
	}
}

// newTmux opens a terminal of a size with a course of its own. command is run by
// a shell; empty means the loop itself, as the terminal's only process. env is
// more of the environment.
func newTmux(t testing.TB, width, height int, command string, env ...string) *tmux {
	t.Helper()
	c, _ := fixture(t)
	return tmuxOf(t, c, width, height, command, env...)
}

func tmuxOf(t testing.TB, c *course.Course, width, height int, command string, env ...string) *tmux {
	t.Helper()
	needTmux(t)
	self, err := os.Executable()
	require.NoError(t, err)
	n := marks.Add(1)
	x := &tmux{
		t: t, c: c, mark: fmt.Sprintf("watch-%d-%d", os.Getpid(), n),
	}
	dir, err := os.MkdirTemp("", "mastery")
	require.NoError(t, err)
	x.socket = filepath.Join(dir, "tmux")
	if command == "" {
		command = "exec $LOOP"
	}
	args := []string{"-u", "-f", "/dev/null", "new-session", "-d", "-x", strconv.Itoa(width), "-y", strconv.Itoa(height)}
	for _, e := range append([]string{
		markName + "=" + x.mark, beTheLoop + "=" + c.Root, "LOOP=" + self,
		"VISUAL=", "EDITOR=", "NO_COLOR=", "LC_ALL=C.UTF-8",
	}, env...) {
		args = append(args, "-e", e)
	}
	x.tmux(append(args, "/bin/sh", "-c", command)...)
	t.Cleanup(func() {
		_ = exec.Command("tmux", "-S", x.socket, "kill-server").Run()
		x.nothingLeft()
		_ = os.RemoveAll(dir)
	})
	x.tmux("set-option", "-g", "escape-time", "0")
	return x
}

// tmux runs a command of tmux.
func (x *tmux) tmux(args ...string) string {
	x.t.Helper()
	cmd := exec.Command("tmux", append([]string{"-S", x.socket}, args...)...)
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	require.NoError(x.t, cmd.Run(), "tmux %s: %s", strings.Join(args, " "), &errOut)
	return out.String()
}

// keys presses keys by tmux's names for them.
func (x *tmux) keys(names ...string) {
	x.t.Helper()
	x.tmux(append([]string{"send-keys"}, names...)...)
}

// screen is what the terminal shows.
func (x *tmux) screen() string {
	x.t.Helper()
	return bare(strings.TrimRight(x.tmux("capture-pane", "-p"), "\n"))
}

// until waits until cond holds. A terminal tells nobody that it was drawn on,
// so it is looked at again and again.
func (x *tmux) until(what string, cond func() bool) {
	x.t.Helper()
	if !eventually(cond) {
		require.Fail(x.t, "waited in vain for: "+what, "the screen:\n%s", x.screen())
	}
}

// eventually looks every few milliseconds whether cond holds, until the deadline.
func eventually(cond func() bool) bool {
	ctx, cancel := context.WithTimeout(context.Background(), 3*deadline)
	defer cancel()
	ticker := time.NewTicker(5 * time.Millisecond)
	defer ticker.Stop()
	for !cond() {
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return cond()
		}
	}
	return true
}

func (x *tmux) untilShows(part string) {
	x.t.Helper()
	x.until(part, func() bool { return strings.Contains(x.screen(), part) })
}

var seconds = regexp.MustCompile(`\d+\.\d s`)

// golden holds the screen, without the times on it, against the golden one.
func (x *tmux) golden(name string) {
	x.t.Helper()
	if *update {
		golden(x.t, name, seconds.ReplaceAllString(x.screen(), "N.N s"))
	}
	x.becomes(name)
}

// becomes waits until the screen is the golden one.
func (x *tmux) becomes(name string) {
	x.t.Helper()
	want := strings.TrimRight(read(x.t, filepath.Join("testdata", "golden", name+".txt")), "\n")
	var got string
	if !eventually(func() bool {
		got = seconds.ReplaceAllString(x.screen(), "N.N s")
		return got == want
	}) {
		require.Equal(x.t, want, got)
	}
}

// processes lists the living processes that descend from the terminal's.
func (x *tmux) processes() map[int]string { return processes(x.mark) }

// processes lists the living processes that carry a mark, with their command
// lines.
func processes(mark string) map[int]string {
	found := map[int]string{}
	dirs, _ := filepath.Glob("/proc/[0-9]*")
	for _, dir := range dirs {
		env, err := os.ReadFile(filepath.Join(dir, "environ"))
		if err != nil || !bytes.Contains(env, []byte(markName+"="+mark+"\x00")) {
			continue
		}
		command, _ := os.ReadFile(filepath.Join(dir, "cmdline"))
		pid, _ := strconv.Atoi(filepath.Base(dir))
		if len(command) > 0 { // else it is dead, and only not collected
			found[pid] = strings.TrimSpace(string(bytes.ReplaceAll(command, []byte{0}, []byte{' '})))
		}
	}
	return found
}

// nothingLeft checks that no process of the terminal's is alive. They may take a
// moment to die.
func (x *tmux) nothingLeft() {
	x.t.Helper()
	var left map[int]string
	if !eventually(func() bool {
		left = x.processes()
		return len(left) == 0
	}) {
		for pid := range left {
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
		require.Empty(x.t, left, "processes are left")
	}
}

// loop is the process ID of the loop.
func (x *tmux) loop() int {
	x.t.Helper()
	self, err := os.Executable()
	require.NoError(x.t, err)
	pid := 0
	x.until("the loop's process", func() bool {
		running := x.processes()
		for p, command := range running {
			// Until it executes something else, a child that the loop has forked looks like the loop.
			if strings.HasPrefix(command, self) && !strings.HasPrefix(running[parent(p)], self) {
				pid = p
			}
		}
		return pid != 0
	})
	return pid
}

// parent returns who started a process, or 0 if that is not known any more.
func parent(pid int) int {
	stat, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	_, rest, _ := strings.Cut(string(stat), ") ") // pid (name) state parent
	fields := strings.Fields(rest)
	if len(fields) < 2 {
		return 0
	}
	ppid, _ := strconv.Atoi(fields[1])
	return ppid
}

func TestTerminalFromStubToPass(t *testing.T) {
	for _, size := range sizes {
		name := fmt.Sprintf("terminal-%dx%d-", size[0], size[1])
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x := newTmux(t, size[0], size[1], "")
			sum := exercise(t, x.c, "sum")
			x.untilShows("NOT STARTED")
			x.golden(name + "1-notstarted")
			put(t, sum, "odd/nocompile.go")
			x.untilShows("undefined: total")
			x.golden(name + "2-nocompile")
			put(t, sum, "wrong/wrong-first.go")
			x.untilShows("a correct Sum returns 6")
			x.golden(name + "3-wrong")
			put(t, sum, "solution")
			x.untilShows("PASSED")
			x.golden(name + "4-passed")
			x.keys("s")
			x.untilShows("Solution: sum")
			x.golden(name + "5-solution")
			x.keys("Escape", "n")
			x.untilShows("LEAK")
			x.golden(name + "6-leak")
			x.keys("l")
			x.untilShows("> double")
			x.golden(name + "7-list")
			x.keys("Escape", "h")
			x.untilShows("Who receives?")
			x.keys("Escape", "m")
			x.untilShows("Notes: Leaks")
			x.golden(name + "8-notes")
			x.keys("Escape", "q")
			x.nothingLeft()
		})
	}
}

func TestTerminalNoColor(t *testing.T) {
	t.Parallel()
	x := newTmux(t, 80, 24, "", "NO_COLOR=1")
	x.untilShows("NOT STARTED")
	x.keys("m")
	x.untilShows("Each goroutine adds")
	colors := regexp.MustCompile(`\x1b\[[0-9;:]*[34][0-8][;:m]`)
	require.NotRegexp(t, colors, x.tmux("capture-pane", "-p", "-e"))
	x.golden("terminal-nocolor-notes")
}

func TestTerminalColor(t *testing.T) {
	t.Parallel()
	x := newTmux(t, 80, 24, "", "NO_COLOR=")
	x.untilShows("NOT STARTED")
	require.Contains(t, x.tmux("capture-pane", "-p", "-e"), "\x1b[36mNOT STARTED", "the verdict is cyan")
}

func TestTerminalResize(t *testing.T) {
	t.Parallel()
	x := newTmux(t, 80, 24, "")
	x.untilShows("NOT STARTED")
	x.tmux("resize-window", "-x", "300", "-y", "80")
	x.becomes("terminal-300x80-1-notstarted")
	x.keys("h")
	x.untilShows("What orders the additions?")
	x.tmux("resize-window", "-x", "20", "-y", "6")
	x.untilShows("esc back")
	x.tmux("resize-window", "-x", "80", "-y", "24")
	x.keys("Escape")
	x.untilShows("hints used: 1 of 3")
}

func TestTerminalASaveEndsTheRunBefore(t *testing.T) {
	t.Parallel()
	c, _ := fixture(t)
	put(t, exercise(t, c, "sum"), "odd/spin.go")
	x := tmuxOf(t, c, 80, 24, "")
	x.untilRunning("exercises.test")
	put(t, exercise(t, c, "sum"), "solution")
	x.untilShows("PASSED")
	for _, command := range x.processes() {
		require.NotContains(t, command, "exercises.test", "the old run is dead")
	}
}

// untilRunning waits for a process whose command line holds part.
func (x *tmux) untilRunning(part string) {
	x.t.Helper()
	x.until("a process "+part, func() bool {
		for _, command := range x.processes() {
			if strings.Contains(command, part) {
				return true
			}
		}
		return false
	})
}

func TestTerminalSavesInOtherWays(t *testing.T) {
	t.Parallel()
	x := newTmux(t, 80, 24, "")
	sum := exercise(t, x.c, "sum")
	x.untilShows("NOT STARTED")
	tmp := sum.Stub + ".tmp" // by rename
	write(t, tmp, read(t, filepath.Join(sum.Dir, "testdata/sum/wrong/wrong-first.go")))
	require.NoError(t, os.Rename(tmp, sum.Stub))
	x.untilShows("WRONG")
	require.NoError(t, os.Rename(sum.Stub, sum.Stub+"~")) // with a backup
	put(t, sum, "odd/nocompile.go")
	x.untilShows("DOES NOT COMPILE")
	require.NoError(t, os.Remove(sum.Stub))
	x.untilShows("sum.go is not there. x brings the stub back.")
	x.keys("x", "y")
	x.untilShows("NOT STARTED")
}

func TestTerminalPoll(t *testing.T) {
	t.Parallel()
	x := newTmux(t, 80, 24, "", "MASTERY_WATCH_POLL=1")
	x.untilShows("NOT STARTED")
	put(t, exercise(t, x.c, "sum"), "solution")
	x.untilShows("PASSED")
}

func TestTerminalEditor(t *testing.T) {
	t.Parallel()
	c, _ := fixture(t)
	sum := exercise(t, c, "sum")
	script := filepath.Join(t.TempDir(), "my editor")
	write(t, script, "#!/bin/sh\necho editing \"$@\"\nread answer\ncp "+sum.Solution+" \"$2\"\n")
	require.NoError(t, os.Chmod(script, 0o755))
	x := tmuxOf(t, c, 80, 24, "", "EDITOR='"+script+"' --fast")
	x.untilShows("NOT STARTED")
	x.keys("e")
	x.untilShows("editing --fast")
	require.NotContains(t, x.screen(), "quit", "the screen is the editor's")
	x.keys("q", "C-c", "Enter") // Ctrl-C in the editor is the editor's, and ends this one
	x.untilShows("signal: interrupt")
	x.keys("e")
	// What the first one wrote is seen again before the second one has begun to read.
	x.until("the second editor", func() bool { return strings.Count(x.screen(), "editing --fast") == 2 })
	x.keys("Enter")
	x.untilShows("PASSED")
	x.keys("n")
	x.untilShows("LEAK")
}

func TestTerminalEditorThatIsMissing(t *testing.T) {
	t.Parallel()
	x := newTmux(t, 80, 24, "", "VISUAL=no-such-editor")
	x.untilShows("NOT STARTED")
	x.keys("e")
	x.untilShows("$EDITOR can't be started")
	x.untilShows("executable file not found")
	x.keys("n")
	x.untilShows("LEAK")
}

func TestTerminalSuspend(t *testing.T) {
	t.Parallel()
	needTmux(t)
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("no shell with job control")
	}
	x := newTmux(t, 80, 24, "exec env PS1='shell> ' bash --norc --noprofile -i")
	x.untilShows("shell>")
	x.keys("$LOOP", "Enter")
	x.untilShows("NOT STARTED")
	for range 2 {
		x.keys("C-z")
		x.untilShows("Stopped")
		require.Equal(t, "0 0 1\n", x.tmux("display-message", "-p", "#{alternate_on} #{mouse_any_flag} #{cursor_flag}"))
		x.keys("clear; stty -a | grep -c ' icanon'; fg", "Enter")
		x.untilShows("NOT STARTED")
		x.untilShows("q quit")
	}
	put(t, exercise(t, x.c, "sum"), "solution")
	x.untilShows("PASSED")
	x.keys("C-z")
	x.untilShows("Stopped")
	loop := x.loop()
	x.keys("clear; kill %1", "Enter") // SIGTERM while it is stopped
	x.until("its end", func() bool { _, alive := x.processes()[loop]; return !alive })
}

// A terminal without a shell can't wake what Ctrl-Z stops; so nothing stops.
func TestTerminalSuspendWithoutAShell(t *testing.T) {
	t.Parallel()
	x := newTmux(t, 80, 24, "")
	x.untilShows("NOT STARTED")
	x.keys("C-z")
	x.until("keys work again", func() bool {
		x.keys("n")
		return strings.Contains(x.screen(), "double  01-tiny")
	})
}

func TestTerminalMouse(t *testing.T) {
	t.Parallel()
	x := newTmux(t, 80, 24, "")
	x.untilShows("NOT STARTED")
	require.Equal(t, "1\n", x.tmux("display-message", "-p", "#{mouse_any_flag}"))
	// What a terminal sends for a press and a release of the left button on
	// "n next", at the 3rd column of the 23rd row.
	x.keys("-l", "\x1b[<0;3;23M\x1b[<0;3;23m")
	x.untilShows("double  01-tiny")
}
