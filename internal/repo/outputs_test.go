package repo

import (
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// shows puts a command with an output block into the notes.
func shows(command, mark, want string) change {
	return edit(notes, "Run it.", "```sh\n"+command+"\n```\n\n"+mark+"\n```text\n"+want+"\n```")
}

func TestOutputs(t *testing.T) {
	needShell(t)
	const at = notes + ":47"
	finds(t, Outputs, []fault{
		{"other text", shows("echo one; echo two", "<!-- output -->", "one\nthree"), at, `shown: "three", printed: "two"`},
		{"more", shows("echo one; echo two", "<!-- output -->", "one"), at, `shown: "its end", printed: "two"`},
		{"less", shows("echo one", "<!-- output -->", "one\ntwo"), at, `shown: "two", printed: "its end"`},
		{"other order", shows("echo one; echo two", "<!-- output -->", "two\none"), at, `shown: "two"`},
		{"any order, other line", shows("echo one; echo two", "<!-- output: any order -->", "two\nthree"), at, "prints something else"},
		{"any order, twice", shows("echo one; echo two", "<!-- output: any order -->", "two\ntwo"), at, "prints something else"},
		{"measured, other words", shows("echo 12.5 ms spent", "<!-- output: measured -->", "7 µs lost"), at, "prints something else"},
		{"part, other order", shows("echo one; echo two; echo three", "<!-- output: part -->", "three\none"), at, `does not print "one"`},
		{"part, other numbers", shows("echo 1; echo 2", "<!-- output: part -->", "3"), at, `does not print "3"`},
		{"not marked", shows("echo one", "", "one"), at, "is not marked"},
		{"unknown kind", shows("echo one", "<!-- output: sorted -->", "one"), at, `no kind of output "sorted"`},
		{"no command", edit(notes, "```sh\necho shown\n```", ""), notes + ":24", "no sh block above"},
		{"elsewhere", edit("README.md", "# The course\n", "# The course\n\n```sh\necho one\n```\n\n<!-- output -->\n```text\ntwo\n```\n"), "README.md:8", "prints something else"},
	})
	for _, good := range []change{
		shows("echo one; echo two >&2", "<!-- output -->", "one\ntwo"),
		shows("printf 'one  \\n\\n\\n'", "<!-- output -->", "\none\n"),
		shows("echo one; echo two", "<!-- output: any order -->", "two\none"),
		shows("echo 12.5 ms spent", "<!-- output: measured -->", "7 µs spent"),
		shows("echo one; echo two; echo three", "<!-- output: part -->", "one\nthree"),
		shows("echo at 0xc0; echo x; echo line 7", "<!-- output: part, measured -->", "at 0x1\nline 8"),
		shows("echo one; exit 3", "<!-- output -->", "one"),
		shows("ls go.mod", "<!-- output -->", "go.mod"),
		edit("README.md", "# The course\n", "# The course\n\n```text\nthe root's documents may\n```\n"),
	} {
		require.Empty(t, Outputs(plant(t, good)))
	}
}

func TestOutputsRunsACommandOnce(t *testing.T) {
	needShell(t)
	tree := plant(t, shows("echo x >> count; cat count", "<!-- output -->", "x"),
		edit(notes, "There.", "```sh\necho x >> count; cat count\n```\n\n<!-- output: part -->\n```text\nx\n```"))
	require.Empty(t, Outputs(tree))
}

// TestOutputsForgivesOnce: what differs for once may be the machine's load, what
// differs again is not what the command prints.
func TestOutputsForgivesOnce(t *testing.T) {
	needShell(t)
	require.Empty(t, Outputs(plant(t, shows("echo x >> count; wc -l < count | sed s/1/other/", "<!-- output: measured -->", "2"))))
	require.Len(t, Outputs(plant(t, shows("echo x >> count; wc -l < count | sed s/[13]/other/", "<!-- output: measured -->", "2"))), 1)
}

func TestOutputsTakesTheMachineOut(t *testing.T) {
	require.Equal(t, "./a.go:1\n$GOROOT/src/b.go:2\n", tidy("/home/x/a.go:1\r\n/go/src/b.go:2\n", "/home/x", "/go"))
}

// TestOutputsOfExercises: what grading prints is compared only while nobody has
// begun to fill the stubs.
func TestOutputsOfExercises(t *testing.T) {
	needShell(t)
	wrong := shows("echo ./01-demo/exercises", "<!-- output -->", "something else")
	require.Len(t, Outputs(plant(t, wrong)), 1)
	require.Empty(t, Outputs(plant(t, wrong, put("01-demo/exercises/gather.go", "package exercises\n"))))
	require.Empty(t, Outputs(plant(t, wrong, put(".mastery/progress/01-demo/gather.json", "{}"))))
}

// TestShellEndsWhatItStarted: the sleeper holds the pipe that the output comes
// through, so shell could not return before it is gone.
func TestShellEndsWhatItStarted(t *testing.T) {
	needShell(t)
	began := time.Now()
	out := shell(t.TempDir(), "echo begun; sleep 600 & wait", 200*time.Millisecond)
	require.Contains(t, out, "begun\n")
	require.Contains(t, out, "(stopped after 200ms")
	require.Less(t, time.Since(began), commandTime)
}

func TestMask(t *testing.T) {
	for _, same := range [][2]string{
		{"took 950ns", "took 1.25µs"},
		{"took 1m2.5s", "took 3s"},
		{"goroutine 7 [running]", "goroutine 12 [running]"},
		{"0xc0000140a8", "0x5"},
		{"  12  ns/op   0 B/op", "1234 ns/op 16 B/op"},
		{"2 KiB", "512 B"},
		{"1,000,000 goroutines", "5 goroutines"},
		{"+0x1d", "+0x2f3"},
		{"BenchmarkRun-2", "BenchmarkRun-16"},
		{"1.5e+06", "12"},
	} {
		require.Equal(t, mask(same[0]), mask(same[1]))
	}
	for _, different := range [][2]string{
		{"3 started", "3 ended"},
		{"3", "many"},
		{"3 ms", "3 MB"},
		{"ms", "µs"},
	} {
		require.NotEqual(t, mask(different[0]), mask(different[1]))
	}
}

func needShell(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("no sh")
	}
}
