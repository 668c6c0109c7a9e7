package watch

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden screens anew")

// bare takes colors, links and the blanks at line ends off a screen.
func bare(screen string) string {
	lines := strings.Split(ansi.Strip(screen), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n")
}

// golden holds a screen against the one in testdata/golden.
func golden(t testing.TB, name, screen string) {
	t.Helper()
	file := filepath.Join("testdata", "golden", name+".txt")
	screen = strings.TrimRight(screen, "\n") + "\n"
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte(screen), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err, "go test -update makes it")
	require.Equal(t, strings.ReplaceAll(string(want), "\r\n", "\n"), screen)
}
