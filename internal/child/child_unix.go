//go:build unix

package child

import (
	"os/exec"
	"syscall"
)

// Start starts cmd as the leader of a process group of its own. The end
// of cmd's context, and a call of kill, end the whole group: the go command,
// the test binary and what that started. Call kill when cmd has been waited
// for, or never.
func Start(cmd *exec.Cmd) (kill func(), err error) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return func() { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }, nil
}
