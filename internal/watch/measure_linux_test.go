package watch

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/learner"
)

// The bars that these measure are one second over the bare tests, one per cent
// of a processor, and 100 MB. Measure on a machine that does nothing else:
//
//	go test ./internal/watch -run '^$' -bench . -benchtime 5x

// ownTopic copies the first topic of this repository to a course of its own.
func ownTopic(b *testing.B) *course.Course {
	b.Helper()
	own, err := course.Root(".")
	require.NoError(b, err)
	root := b.TempDir()
	for _, dir := range []string{"01-goroutines", "internal/settle"} { // the second is the graders'
		require.NoError(b, os.CopyFS(filepath.Join(root, dir), os.DirFS(filepath.Join(own, dir))))
	}
	write(b, filepath.Join(root, "go.mod"), "module "+course.Module+"\n\ngo 1.26\n")
	c, err := course.Load(root)
	require.NoError(b, err)
	for _, e := range c.Exercises() {
		_, err := learner.Open(root).Reset(e) // a learner's text may stand here
		require.NoError(b, err)
	}
	return c
}

// BenchmarkSaveToVerdict saves a right answer and waits until the screen says so;
// then it runs the bare tests of such a text in another folder, side by side. It
// reports both, and the difference, in milliseconds. The bare command is given
// the same short sleep at its end that the grader gives: else it would take a
// second more.
func BenchmarkSaveToVerdict(b *testing.B) {
	watched, unwatched := ownTopic(b), ownTopic(b)
	for _, e := range watched.Exercises() {
		b.Run(e.Name, func(b *testing.B) {
			text := func() string { // that no cache knows; a new comment alone would be known
				return fmt.Sprintf("%s\nvar New%s int64 = %d\n", read(b, e.Solution), e.Name, time.Now().UnixNano())
			}
			x := tmuxOf(b, watched, 80, 24, "", "MASTERY_WATCH_START="+e.Name)
			write(b, e.Stub, text())
			x.untilShows("PASSED")
			n := 0
			var loop, bare time.Duration
			for b.Loop() {
				n++
				write(b, e.Stub, "package exercises\n\n) // does not compile\n")
				x.untilShows("DOES NOT COMPILE")
				start := time.Now()
				write(b, e.Stub, text())
				x.untilShows("PASSED")
				loop += time.Since(start)
				bare += bareTest(b, unwatched, e.Name, text())
			}
			ms := func(d time.Duration) float64 { return float64(d.Milliseconds()) / float64(n) }
			b.ReportMetric(ms(loop), "loop-ms")
			b.ReportMetric(ms(bare), "bare-ms")
			b.ReportMetric(ms(loop-bare), "over-ms")
			x.keys("q")
			x.nothingLeft()
		})
	}
}

// bareTest is how long `go test -race` takes on a text.
func bareTest(b *testing.B, c *course.Course, name, text string) time.Duration {
	b.Helper()
	e := exercise(b, c, name)
	start := time.Now()
	write(b, e.Stub, text)
	cmd := exec.Command("go", "test", "-race", "-run", "^"+e.TestPrefix(), e.Package())
	cmd.Dir = c.Root
	cmd.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=50")
	out, err := cmd.CombinedOutput()
	require.NoError(b, err, "%s", out)
	return time.Since(start)
}

// BenchmarkIdle reports what a loop that waits for a save takes of one
// processor, in per cent, and its memory in MB, now and at its highest, after
// notes, list and solution were shown.
func BenchmarkIdle(b *testing.B) {
	for _, poll := range []string{"", "1"} {
		b.Run("poll="+poll, func(b *testing.B) {
			x := tmuxOf(b, manyTopics(b), 80, 24, "", "MASTERY_WATCH_POLL="+poll)
			x.untilShows("NOT STARTED")
			for _, page := range [][]string{
				{"Notes:", "m"},
				{"Notes: Goroutines", "a"},
				{"Exercises", "Escape", "l"},
				{"Solution:", "Escape", "s", "s"},
				{"NOT STARTED", "Escape"},
			} {
				x.keys(page[1:]...)
				x.untilShows(page[0])
			}
			pid := x.loop()
			<-time.After(stale) // for as long files are read and not only looked at
			var used, passed time.Duration
			for b.Loop() {
				before, start := cpu(b, pid), time.Now()
				<-time.After(10 * time.Second)
				used += cpu(b, pid) - before
				passed += time.Since(start)
			}
			b.ReportMetric(100*used.Seconds()/passed.Seconds(), "%cpu")
			b.ReportMetric(memory(b, pid, "VmRSS"), "MB-rss")
			b.ReportMetric(memory(b, pid, "VmHWM"), "MB-highest")
			x.keys("q")
			x.nothingLeft()
		})
	}
}

// manyTopics is a course as large as the finished one: 24 topics, 4 exercises
// each.
func manyTopics(b *testing.B) *course.Course {
	b.Helper()
	c := ownTopic(b)
	for n := 2; n <= 24; n++ {
		dir := filepath.Join(c.Root, fmt.Sprintf("%02d-topic", n))
		require.NoError(b, os.CopyFS(dir, os.DirFS(c.Topics[0].Dir)))
	}
	c, err := course.Load(c.Root)
	require.NoError(b, err)
	return c
}

// cpu is how much processor time the threads of a process have used.
func cpu(b *testing.B, pid int) time.Duration {
	b.Helper()
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	require.NoError(b, err)
	require.NotEmpty(b, threads)
	var used time.Duration
	for _, file := range threads { // in nanoseconds; /proc/PID/stat only has hundredths of a second
		n, err := strconv.ParseInt(strings.Fields(read(b, file))[0], 10, 64)
		require.NoError(b, err)
		used += time.Duration(n)
	}
	return used
}

// memory reads a line of a process's status, in MB.
func memory(b *testing.B, pid int, name string) float64 {
	b.Helper()
	for line := range strings.Lines(read(b, fmt.Sprintf("/proc/%d/status", pid))) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == name+":" {
			kb, err := strconv.Atoi(fields[1])
			require.NoError(b, err)
			return float64(kb) / 1000
		}
	}
	require.Fail(b, "no "+name)
	return 0
}
