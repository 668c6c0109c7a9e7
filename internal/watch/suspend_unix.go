//go:build unix

package watch

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// stopProcess stops the process group, as Ctrl-Z does, and returns when it goes
// on. The system does not stop a group that no shell could wake again; then
// nothing happens, and it returns after a moment.
//
// A signal that is to end a stopped process wakes it in the background, where
// whoever touches the terminal is stopped again. So there it leaves ctx a
// moment to end.
func stopProcess(ctx context.Context, terminal *os.File) {
	const moment = 200 * time.Millisecond
	goesOn := make(chan os.Signal, 1)
	signal.Notify(goesOn, syscall.SIGCONT)
	defer signal.Stop(goesOn)
	if syscall.Kill(0, syscall.SIGTSTP) != nil {
		return
	}
	timer := time.NewTimer(moment)
	defer timer.Stop()
	select {
	case <-goesOn:
	case <-timer.C:
	}
	if owner, err := unix.IoctlGetInt(int(terminal.Fd()), unix.TIOCGPGRP); err != nil || owner == unix.Getpgrp() {
		return
	}
	timer.Reset(moment)
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
