package grade

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
)

// Why the race detector can't be used.
var (
	ErrNoDetector = errors.New("there is no race detector for this system")
	ErrNoCompiler = errors.New("no C compiler was found")
	ErrCgoOff     = errors.New("cgo is switched off")
)

// Racing returns nil if the race detector can be used on this machine, else
// why not: one of the errors above, or that the go command does not run. It
// asks the go command once in a process's life.
func Racing() error { return racing() }

var racing = sync.OnceValue(func() error {
	out, err := exec.Command("go", "env", "GOOS", "GOARCH", "CGO_ENABLED", "CC").Output()
	if err != nil {
		return errors.New("the go command does not run")
	}
	answers := strings.Split(strings.ReplaceAll(string(out), "\r\n", "\n"), "\n")
	return canRace(answers[0], answers[1], answers[2] != "0", answers[3])
})

// raceArch has the processors that the race detector knows, by system, as
// src/internal/platform/supported.go has them.
var raceArch = map[string][]string{
	"linux":   {"amd64", "arm64", "loong64", "ppc64le", "riscv64", "s390x"},
	"darwin":  {"amd64", "arm64"},
	"freebsd": {"amd64"},
	"netbsd":  {"amd64"},
	"windows": {"amd64"},
}

// canRace takes the go command's answers. It says that cgo is off where there
// is no C compiler, too: so the compiler is looked for first, unless the
// learner switched cgo off themselves.
func canRace(system, arch string, cgo bool, cc string) error {
	if !slices.Contains(raceArch[system], arch) {
		return fmt.Errorf("%w (%s/%s)", ErrNoDetector, system, arch)
	}
	if system == "darwin" {
		return nil // the only system where -race needs no C compiler
	}
	if os.Getenv("CGO_ENABLED") == "0" {
		return fmt.Errorf("%w (CGO_ENABLED=0)", ErrCgoOff)
	}
	compiler := "gcc"
	if fields := strings.Fields(cc); len(fields) > 0 {
		compiler = fields[0]
	}
	if _, err := exec.LookPath(compiler); err != nil {
		return fmt.Errorf("%w (%s)", ErrNoCompiler, compiler)
	}
	if !cgo {
		return fmt.Errorf("%w (go env CGO_ENABLED is 0)", ErrCgoOff)
	}
	return nil
}
