package timeline

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// traceTest returns the go test command argv with flags that make it write its
// trace to traceFile. Such a command also leaves its test binary behind, which
// goes to bin.
func traceTest(argv []string, traceFile, bin string) ([]string, error) {
	if len(argv) < 2 || argv[1] != "test" || !isGo(argv[0]) {
		return nil, fmt.Errorf("want a command that begins with go test, not %q", strings.Join(argv, " "))
	}
	for _, arg := range argv[2:] {
		flag, _, _ := strings.Cut(strings.TrimPrefix(arg, "-"), "=")
		flag = strings.TrimPrefix(strings.TrimPrefix(flag, "-"), "test.")
		if !strings.HasPrefix(arg, "-") {
			continue
		}
		switch flag {
		case "args":
			return insertFlags(argv, traceFile, bin), nil // what follows is the test's own
		case "trace", "o":
			return nil, fmt.Errorf("leave out -%s: where the trace and the test binary go is settled here", flag)
		case "c":
			return nil, errors.New("leave out -c: tests that are only compiled do nothing that could be drawn")
		}
	}
	return insertFlags(argv, traceFile, bin), nil
}

func isGo(command string) bool {
	name := strings.TrimSuffix(filepath.Base(command), ".exe")
	return name == "go" || strings.HasPrefix(name, "go1.")
}

// insertFlags puts the flags first, but for -C, which the go command wants
// before all others.
func insertFlags(argv []string, traceFile, bin string) []string {
	at := 2
	if len(argv) > 2 {
		switch flag := strings.TrimPrefix(strings.TrimPrefix(argv[2], "-"), "-"); {
		case flag == "C" && argv[2] != flag && len(argv) > 3:
			at = 4
		case strings.HasPrefix(flag, "C=") && argv[2] != flag:
			at = 3
		}
	}
	return slices.Concat(argv[:at], []string{"-trace", traceFile, "-o", bin}, argv[at:])
}
