package timeline

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// fromTest runs a test of testdata/dying.
func fromTest(t *testing.T, name string, flags ...string) (*Execution, string) {
	t.Helper()
	var out bytes.Buffer
	argv := append([]string{"go", "test", "-run", "^" + name + "$"}, append(flags, "./testdata/dying")...)
	x, err := FromTest(t.Context(), argv, Job{Stdout: &out, Stderr: &out})
	require.NoError(t, err, out.String())
	return x, out.String()
}

// A test may end as it likes: what its goroutines did until then is there.
func TestFromTest(t *testing.T) {
	tests := []struct {
		test    string
		flags   []string
		output  string
		waits   State // of the worker at the end, if
		blocked bool  // it is blocked then
		stuck   []string
	}{
		{test: "TestFine", output: "ok"},
		{test: "TestFails", output: "--- FAIL: TestFails"},
		{test: "TestPanics", output: "panic: in the test"},
		{test: "TestPanicsElsewhere", output: "panic: in a goroutine"},
		{test: "TestLeaks", output: "blocked goroutines remain", waits: Receive, blocked: true, stuck: []string{"worker"}},
		{test: "TestDeadlocks", output: "all goroutines in bubble are blocked", waits: Receive, blocked: true, stuck: []string{"dying.TestDeadlocks.func1", "worker"}},
		{test: "TestHangs", flags: []string{"-timeout", "600ms"}, output: "test timed out", waits: Receive, blocked: true, stuck: []string{"dying.TestHangs", "worker"}},
	}
	for _, test := range tests {
		t.Run(test.test, func(t *testing.T) {
			t.Parallel()
			x, output := fromTest(t, test.test, test.flags...)
			require.Contains(t, output, test.output)
			require.NoError(t, x.Lost, "nothing is missing")
			require.Empty(t, x.Model.Cut)
			if test.test == "TestFine" {
				require.NoError(t, x.Exit)
			} else {
				var exit *exec.ExitError
				require.ErrorAs(t, x.Exit, &exit)
			}
			_, worker := x.Model.named(t, "worker")
			span, blocked := worker.Blocked()
			require.Equal(t, test.blocked, blocked)
			if blocked {
				require.Equal(t, test.waits, span.State)
				frame, ok := x.Model.UserFrame(span.Stack)
				require.True(t, ok)
				require.Contains(t, frame.Func, "dying."+test.test)
			}
			if !test.blocked {
				return // how far the others got is free
			}
			var stuck []string
			for _, g := range x.Model.StillBlocked() {
				stuck = append(stuck, x.Model.Goroutines[g].Name)
			}
			require.Equal(t, test.stuck, stuck, "and neither the testing package's goroutines nor the runtime's")
		})
	}
}

func TestFromTestOfAProcessThatExits(t *testing.T) {
	x, _ := fromTest(t, "TestExits")
	require.Error(t, x.Exit)
	if x.Lost != nil { // else nothing of the last part was written yet
		require.ErrorIs(t, x.Lost, ErrTruncated)
		require.Equal(t, x.Lost.Error(), x.Model.Cut)
	}
	_, worker := x.Model.named(t, "worker")
	_, blocked := worker.Blocked()
	require.True(t, blocked)
}

func TestFromTestOfAProcessThatExitsAtOnce(t *testing.T) {
	_, err := FromTest(t.Context(), []string{"go", "test", "-run", "TestExitsAtOnce", "./testdata/dying"}, Job{})
	require.Error(t, err)
	var exit *exec.ExitError
	require.ErrorAs(t, err, &exit, "why there is no trace")
}

// stopAtFirstByte ends a context when something is written.
type stopAtFirstByte struct{ cancel context.CancelCauseFunc }

var errStopped = errors.New("stopped by the test")

func (s stopAtFirstByte) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte("hanging")) {
		s.cancel(errStopped)
	}
	return len(p), nil
}

func TestTheEndOfTheContextEndsATest(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	x, err := FromTest(ctx, []string{"go", "test", "-v", "-run", "TestHangs", "./testdata/dying"}, Job{Stdout: stopAtFirstByte{cancel}})
	require.NoError(t, err)
	_, worker := x.Model.named(t, "worker")
	span, blocked := worker.Blocked()
	require.True(t, blocked)
	require.Equal(t, Receive, span.State)
	require.ErrorIs(t, x.Exit, errStopped)
	require.ErrorIs(t, x.Lost, ErrTruncated)
	require.NotEmpty(t, x.Model.Cut)
}

func TestFromTestLeavesNothingBehind(t *testing.T) {
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp) // Unix
	t.Setenv("TMP", tmp)    // Windows
	list := func() []string {
		names, err := filepath.Glob("testdata/dying/*")
		require.NoError(t, err)
		here, err := filepath.Glob("*.test")
		require.NoError(t, err)
		temp, err := filepath.Glob(filepath.Join(tmp, "timeline-*"))
		require.NoError(t, err)
		return append(append(names, here...), temp...)
	}
	before := list()
	_, err := FromTest(t.Context(), []string{"go", "test", "-run", "TestFine", "."}, Job{Dir: "testdata/dying"})
	require.NoError(t, err)
	require.Equal(t, before, list())
}

func TestFromTestSaysWhatIsWrong(t *testing.T) {
	tests := []struct {
		name string
		argv string
		want string
	}{
		{"no command", "", "begins with go test"},
		{"another command", "go vet ./...", "begins with go test"},
		{"another program", "cargo test", "begins with go test"},
		{"our flag", "go test -trace=x .", "leave out -trace"},
		{"our flag, long", "go test --test.trace x .", "leave out -trace"},
		{"an output file", "go test -o x .", "leave out -o"},
		{"compile only", "go test -c .", "leave out -c"},
		{"several packages", "go test ./testdata/dying ../lesson", "name one package"},
		{"no such package", "go test ./testdata/nowhere", "before it began its trace"},
		{"no such program", "/nowhere/go test .", "starting /nowhere/go"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := FromTest(t.Context(), strings.Fields(test.argv), Job{})
			require.ErrorContains(t, err, test.want)
		})
	}
}

func TestTraceTestPutsItsFlagsFirst(t *testing.T) {
	tests := []struct{ argv, want string }{
		{"go test", "go test -trace T -o B"},
		{"go test -run X ./a", "go test -trace T -o B -run X ./a"},
		{"go test -C dir -v .", "go test -C dir -trace T -o B -v ."},
		{"go test -C=dir .", "go test -C=dir -trace T -o B ."},
		{"go1.26 test . -args -trace -c -o", "go1.26 test -trace T -o B . -args -trace -c -o"},
		{"/opt/go/bin/go.exe test ./o", "/opt/go/bin/go.exe test -trace T -o B ./o"},
	}
	for _, test := range tests {
		got, err := traceTest(strings.Fields(test.argv), "T", "B")
		require.NoError(t, err, test.argv)
		require.Equal(t, test.want, strings.Join(got, " "))
	}
}

func TestTheEnvironmentKeepsTheUsersDebugSettings(t *testing.T) {
	t.Setenv("GODEBUG", "gctrace=1")
	env := environment(Job{Env: []string{"A=b"}})
	require.Contains(t, env, "A=b")
	require.Equal(t, "GODEBUG=gctrace=1,traceadvanceperiod=100000000", env[len(env)-1])
	env = environment(Job{Env: []string{"GODEBUG=x=1"}})
	require.Equal(t, "GODEBUG=x=1,traceadvanceperiod=100000000", env[len(env)-1])
}

func TestFromExample(t *testing.T) {
	var out bytes.Buffer
	x, err := FromExample(t.Context(), "testdata/course", "01-topic", "hand", Job{Stdout: &out})
	require.NoError(t, err)
	require.NoError(t, x.Exit)
	require.NoError(t, x.Lost)
	require.Equal(t, "got it\n", out.String())
	require.Len(t, x.Model.Goroutines, 2)
	_, giver := x.Model.named(t, "giver")
	require.Equal(t, []State{Sleep}, giver.waits())
	require.Len(t, x.Model.Messages, 1)
	require.Equal(t, "gold", x.Model.Messages[0].Value)
}

func TestFromExampleSaysWhatIsWrong(t *testing.T) {
	_, err := FromExample(t.Context(), "testdata/course", "02-topic", "hand", Job{})
	require.ErrorContains(t, err, "building the examples of 02-topic")
	_, err = FromExample(t.Context(), "testdata/course", "01-topic", "nobody", Job{Stderr: io.Discard})
	require.ErrorContains(t, err, "before it began its trace")
	x, err := FromExample(t.Context(), "testdata/course", "01-topic", "dies", Job{})
	require.NoError(t, err)
	require.ErrorContains(t, x.Exit, "exit status 3")
}

func TestTheEndOfTheContextEndsAnExample(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	x, err := FromExample(ctx, "testdata/course", "01-topic", "hangs", Job{Stdout: stopAtFirstByte{cancel}})
	require.NoError(t, err)
	require.ErrorIs(t, x.Exit, errStopped)
	require.ErrorIs(t, x.Lost, ErrTruncated)
	_, waiter := x.Model.named(t, "waiter")
	span, blocked := waiter.Blocked()
	require.True(t, blocked)
	require.Equal(t, Receive, span.State)
}

func TestTailKeepsTheEnd(t *testing.T) {
	last := &tail{most: 4}
	for _, s := range []string{"ab", "cdef", "g", "", "hijklmn"} {
		n, err := last.Write([]byte(s))
		require.NoError(t, err)
		require.Equal(t, len(s), n)
	}
	require.Equal(t, "klmn", string(last.kept))
}
