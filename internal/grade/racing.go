package grade

import (
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
)

// Racing returns nil if the race detector can be used on this machine, else
// why not. It asks the go command once in a process's life.
func Racing() error { return racing() }

var racing = sync.OnceValue(func() error {
	if runtime.GOOS == "darwin" {
		return nil // the only system where -race needs no C compiler
	}
	out, err := exec.Command("go", "env", "CGO_ENABLED", "CC").Output()
	if err != nil {
		return errors.New("the go command does not run")
	}
	answers := strings.Split(strings.ReplaceAll(string(out), "\r\n", "\n"), "\n")
	compiler := "gcc"
	if len(answers) > 1 && strings.TrimSpace(answers[1]) != "" {
		compiler = strings.Fields(answers[1])[0]
	}
	if os.Getenv("CGO_ENABLED") == "0" {
		return errors.New("cgo is switched off (CGO_ENABLED=0)")
	}
	if _, err := exec.LookPath(compiler); err != nil {
		return errors.New("no C compiler (" + compiler + ") was found")
	}
	return nil
})
