//go:build unix

package grade

import (
	"os/exec"
	"syscall"
)

// startGroup starts cmd as the leader of a process group of its own. The end
// of cmd's context, and a call of kill, end the whole group: the go command,
// the test binary and what that started.
func startGroup(cmd *exec.Cmd) (kill func(), err error) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return func() { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }, nil
}
