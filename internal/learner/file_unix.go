//go:build unix

package learner

import (
	"errors"
	"os"
	"syscall"
)

// lockFile waits until f is this process's alone. Closing f gives it back.
func lockFile(f *os.File) error {
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX)
		if !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}

// replace renames a file over another.
func replace(from, to string) error { return os.Rename(from, to) }
