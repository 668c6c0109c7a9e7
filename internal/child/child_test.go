//go:build unix

package child_test

import (
	"bufio"
	"context"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"example.com/mastery/internal/child"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// family starts a shell that starts a sleeper of its own and tells its pid.
func family(t *testing.T, ctx context.Context) (cmd *exec.Cmd, kill func(), grandchild int) {
	t.Helper()
	cmd = exec.CommandContext(ctx, "sh", "-c", "sleep 1000 & echo $!; wait")
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	kill, err = child.Start(cmd)
	require.NoError(t, err)
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	grandchild, err = strconv.Atoi(strings.TrimSpace(line))
	require.NoError(t, err)
	require.NoError(t, syscall.Kill(grandchild, 0), "it lives")
	return cmd, kill, grandchild
}

// gone waits until a process has ended. It is no child of ours, so there is
// nothing to wait on but its disappearance.
func gone(t *testing.T, pid int) {
	t.Helper()
	require.Eventually(t, func() bool {
		return syscall.Kill(pid, 0) == syscall.ESRCH || zombie(pid)
	}, 10*time.Second, time.Millisecond)
}

// zombie reports whether a process is dead and only not yet collected: where
// nobody adopts orphans, as in a bare container, it stays so.
func zombie(pid int) bool {
	out, err := exec.Command("ps", "-o", "stat=", "-p", strconv.Itoa(pid)).Output()
	return err == nil && strings.HasPrefix(strings.TrimSpace(string(out)), "Z")
}

func TestTheEndOfTheContextEndsGrandchildren(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cmd, kill, grandchild := family(t, ctx)
	defer kill()
	cancel()
	require.Error(t, cmd.Wait())
	gone(t, grandchild)
}

func TestKillEndsGrandchildren(t *testing.T) {
	cmd, kill, grandchild := family(t, t.Context())
	kill()
	require.Error(t, cmd.Wait())
	gone(t, grandchild)
}

func TestStartReportsAMissingCommand(t *testing.T) {
	_, err := child.Start(exec.Command("./there-is-no-such-command"))
	require.Error(t, err)
}
