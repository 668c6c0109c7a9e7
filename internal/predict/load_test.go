package predict

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestLoadOfATopicWithoutPrograms(t *testing.T) {
	programs, err := Load(t.TempDir())
	require.NoError(t, err)
	require.Empty(t, programs)
}

func TestLoadSplitsProgramAndAnswer(t *testing.T) {
	file := write(t, "// loop: Which i?\npackage main\n\nfunc main() {\n}\n\n"+
		"// Verdict: panics\n// Output:\n// 0\n//\n//   indented: yes\n// Panic: no disk\n// Why: Each iteration\n// has its own: i.\n\n")
	want := Program{
		Name: "loop", Title: "Which i?", File: file, Source: "// loop: Which i?\npackage main\n\nfunc main() {\n}\n",
		Verdict: Panics, Output: []string{"0", "", "  indented: yes"}, Panic: "no disk", Why: "Each iteration has its own: i.",
	}
	p, err := loadFile(file)
	require.NoError(t, err)
	require.Equal(t, want, p)

	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, []byte(strings.ReplaceAll(string(text), "\n", "\r\n")), 0o600))
	p, err = loadFile(file)
	require.NoError(t, err)
	require.Equal(t, want, p, "as Git may check it out on Windows")
}

func TestLoadRefusesWhatIsMalformedAndSaysWhere(t *testing.T) {
	const program = "// loop: Which i?\npackage main\n\nfunc main() {}\n\n" // the answer begins in line 6
	for _, test := range []struct{ name, text, want string }{
		{"no title", "package main\n\nfunc main() {}\n", "loop.go:1: the first line must be `// loop: `"},
		{"empty title", "// loop: \npackage main\n\nfunc main() {}\n", "loop.go:1: the first line"},
		{"other name", "// lop: Which i?\npackage main\n\nfunc main() {}\n", "loop.go:1: the first line"},
		{"no answer", program, "loop.go:6: no answer"},
		{"unknown verdict", program + "// Verdict: crashes\n// Why: x\n", `loop.go:6: there is no verdict "crashes": it is one of prints, orders`},
		{"not announceable", program + "// Verdict: hangs\n// Why: x\n", `loop.go:6: there is no verdict "hangs"`},
		{"no why", program + "// Verdict: deadlocks\n", "loop.go:6: the answer needs `// Why: `"},
		{"empty why", program + "// Verdict: deadlocks\n// Why:\n", "loop.go:6: the answer needs `// Why: `"},
		{"prints nothing", program + "// Verdict: prints\n// Why: x\n", "loop.go:6: a program that prints needs `// Output:`"},
		{"one order", program + "// Verdict: orders\n// Output:\n// a\n// Why: x\n", "loop.go:6: a program with several orders"},
		{"output behind", program + "// Verdict: prints\n// Output: 3\n// Why: x\n", "loop.go:7: write what it prints into the lines below"},
		{"second verdict", program + "// Verdict: races\n// Why: x\n// Verdict: races\n", "loop.go:8: a second Verdict: the first is in line 6"},
		{"stray line", program + "// Verdict: races\n// of memory\n// Why: x\n", "loop.go:7: Verdict has one line"},
		{"stray line after panic", program + "// Verdict: panics\n// Panic: a\n// b\n// Why: x\n", "loop.go:8: Panic has one line"},
		{"panic elsewhere", program + "// Verdict: races\n// Panic: x\n// Why: x\n", "loop.go:7: `// Panic: `"},
		{"empty panic", program + "// Verdict: panics\n// Panic:\n// Why: x\n", "loop.go:7: `// Panic: `"},
		{"code behind", program + "// Verdict: races\n// Why: x\n\nvar x = 1\n", "loop.go:8: the answer must be one comment block"},
		{"syntax", "// loop: x\npackage main\n\nfunc main( {}\n", "loop.go:4:"},
		{"package", "// loop: x\npackage loop\n\nfunc main() {}\n", "loop.go:2:9: package loop: must be package main"},
		{"no main", "// loop: x\npackage main\n\ntype t struct{}\n\nfunc (t) main() {}\n", "loop.go:1: has no func main"},
		{"imports", "// loop: x\npackage main\n\nimport _ \"golang.org/x/sync/errgroup\"\n\nfunc main() {}\n", "loop.go:4:8: imports \"golang.org/x/sync/errgroup\": use the standard library only"},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := write(t, test.text)
			_, err := Load(strings.TrimSuffix(file, filepath.FromSlash("/examples/testdata/predict/loop.go")))
			require.ErrorContains(t, err, filepath.Dir(file)+string(filepath.Separator)+test.want)
		})
	}
}

// write puts text into loop.go, the only program of a new topic.
func write(t *testing.T, text string) (file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "examples", "testdata", "predict", "loop.go")
	require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	return file
}

// fixtures returns the programs of the topic in testdata, by name.
func fixtures(t *testing.T, topic string) map[string]Program {
	t.Helper()
	programs, err := Load(filepath.Join("testdata", topic))
	require.NoError(t, err)
	byName := map[string]Program{}
	for _, p := range programs {
		byName[p.Name] = p
	}
	require.NotEmpty(t, byName, fmt.Sprint("no programs in testdata/", topic))
	return byName
}
