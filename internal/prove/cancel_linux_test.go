package prove

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.com/mastery/internal/course"
)

// spinner is an answer that tells its process and the go command's, and never
// ends.
const spinner = `package exercises

import (
	"fmt"
	"os"
)

func Sum([]int) int {
	name := os.Getenv("PROVE_TEST_PIDS")
	os.WriteFile(name+".new", fmt.Appendln(nil, os.Getpid(), os.Getppid()), 0o644)
	os.Rename(name+".new", name)
	for {
	}
}
`

func TestTheEndOfTheContextEndsEveryProcess(t *testing.T) {
	c, e := fixture(t)
	dir := t.TempDir()
	pids := filepath.Join(dir, "pids")
	t.Setenv("PROVE_TEST_PIDS", pids)
	e.Pristine, e.Right, e.Wrong = filepath.Join(dir, "spin.go"), nil, nil
	write(t, e.Pristine, spinner)

	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := make(chan error, 1)
	go func() {
		_, err := Run(ctx, c, []*course.Exercise{e}, Options{Jobs: 1})
		done <- err
	}()
	require.Eventually(t, func() bool { _, err := os.Stat(pids); return err == nil }, 60*time.Second, 5*time.Millisecond)
	start := time.Now()
	cancel()
	require.ErrorIs(t, <-done, context.Canceled)
	require.Less(t, time.Since(start), 5*time.Second)

	var test, goCommand int
	_, err := fmt.Sscan(read(t, pids), &test, &goCommand)
	require.NoError(t, err)
	require.False(t, lives(goCommand), "the go command was waited for")
	require.Eventually(t, func() bool { return !lives(test) }, 10*time.Second, time.Millisecond,
		"the test binary is no child of ours: it was killed, and is gone when the system gets to it")
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
