package lesson

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/trace"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
	xtrace "golang.org/x/exp/trace"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var examples = []Example{
	{"hello", "says hello", func(out io.Writer) { fmt.Fprintln(out, "hello") }},
	{"handover", "hands a value over", handover},
}

// handover uses all that a picture is made of.
func handover(out io.Writer) {
	c := make(chan int)
	done := make(chan struct{})
	go func() {
		defer close(done)
		Name("receiver")
		v := <-c
		Received("c", v)
		fmt.Fprintln(out, "got", v)
	}()
	Name("  sender\n")
	Sent("c", 7)
	c <- 7
	<-done
	Note("over")
}

const listing = `  hello     says hello
  handover  hands a value over
`

func play(args ...string) (status int, out, errOut string) {
	var o, e bytes.Buffer
	status = run("01-topic", examples, args, &o, &e)
	return status, o.String(), e.String()
}

func TestWithoutANameEverythingIsPlayedInOrder(t *testing.T) {
	status, out, errOut := play()
	require.Zero(t, status)
	require.Empty(t, errOut)
	require.Equal(t, `== hello: says hello
hello

== handover: hands a value over
got 7

One again: go run ./01-topic/... hello
`, out)
}

func TestOneExampleSaysNothingButItsOwn(t *testing.T) {
	status, out, errOut := play("handover")
	require.Zero(t, status)
	require.Empty(t, errOut)
	require.Equal(t, "got 7\n", out)
}

func TestSeveralExamplesArePlayedAsAskedFor(t *testing.T) {
	status, out, _ := play("handover", "hello", "handover")
	require.Zero(t, status)
	require.Equal(t, `== handover: hands a value over
got 7

== hello: says hello
hello

== handover: hands a value over
got 7
`, out)
}

func TestListLists(t *testing.T) {
	status, out, errOut := play("list")
	require.Zero(t, status)
	require.Empty(t, errOut)
	require.Equal(t, listing, out)
}

func TestAnUnknownNameListsTheNamesAndPlaysNothing(t *testing.T) {
	for _, args := range [][]string{{"helo"}, {"hello", "helo"}, {"helo", "nor this"}, {"-trace", "no.trace", "helo"}} {
		status, out, errOut := play(args...)
		require.Equal(t, 2, status, args)
		require.Empty(t, out, "nothing is played")
		require.Equal(t, "01-topic has no example \"helo\". It has:\n"+listing, errOut)
	}
	require.NoFileExists(t, "no.trace")
}

func TestHelp(t *testing.T) {
	for _, flag := range []string{"-h", "-help", "--help"} {
		status, out, errOut := play(flag)
		require.Zero(t, status)
		require.Empty(t, errOut)
		require.Equal(t, fmt.Sprintf(usage, "01-topic"), out)
		require.True(t, strings.HasPrefix(out, "usage: go run ./01-topic/... "), out)
	}
}

func TestABadFlagShowsTheUsage(t *testing.T) {
	for flag, complaint := range map[string]string{
		"-trase": "flag provided but not defined: -trase",
		"-trace": "flag needs an argument: -trace",
	} {
		status, out, errOut := play(flag)
		require.Equal(t, 2, status)
		require.Empty(t, out)
		require.Equal(t, "01-topic: "+complaint+"\n"+fmt.Sprintf(usage, "01-topic"), errOut)
	}
}

func TestTraceTakesOneName(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x.trace")
	for _, names := range [][]string{nil, {"hello", "handover"}} {
		status, out, errOut := play(append([]string{"-trace", file}, names...)...)
		require.Equal(t, 2, status)
		require.Empty(t, out)
		require.Equal(t, "01-topic: -trace takes one example: name it\n", errOut)
	}
	require.NoFileExists(t, file)
}

func TestAnUnwritableTraceFileIsAnErrorAndNothingIsPlayed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "no such folder", "x.trace")
	status, out, errOut := play("-trace", file, "hello")
	require.Equal(t, 1, status)
	require.Empty(t, out)
	require.Contains(t, errOut, "01-topic: open "+file+": ")
}

func TestOnlyOneTraceAtATime(t *testing.T) {
	require.NoError(t, trace.Start(io.Discard))
	defer trace.Stop()
	status, out, errOut := play("-trace", filepath.Join(t.TempDir(), "x.trace"), "hello")
	require.Equal(t, 1, status)
	require.Empty(t, out)
	require.Contains(t, errOut, "01-topic: execution tracer already enabled")
}

func TestTheTraceHoldsTheExampleAndItsLogs(t *testing.T) {
	for name, args := range map[string][]string{
		"flag first": {"-trace", "FILE", "handover"},
		"flag last":  {"handover", "-trace", "FILE"},
		"one word":   {"handover", "--trace=FILE"},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "x.trace")
			for i := range args {
				args[i] = strings.ReplaceAll(args[i], "FILE", file)
			}
			status, out, errOut := play(args...)
			require.Zero(t, status, errOut)
			require.Equal(t, "got 7\n", out, "a traced example prints what it always prints")
			require.False(t, trace.IsEnabled())

			regions, logs := readTrace(t, file)
			require.Equal(t, []string{"begin example", "end example"}, regions)
			require.Equal(t, []string{"name=sender", "sent=c\t7", "note=over"}, logs["sender"])
			require.Equal(t, []string{"name=receiver", "received=c\t7"}, logs["receiver"])
		})
	}
}

// readTrace reads a trace as the picture does: the regions of the example's own
// goroutine, and the logs of each goroutine, by the name it gave itself.
func readTrace(t *testing.T, file string) (regions []string, logs map[string][]string) {
	t.Helper()
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	r, err := xtrace.NewReader(f)
	require.NoError(t, err)
	byGoroutine := map[xtrace.GoID][]string{}
	for {
		ev, err := r.ReadEvent()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		switch ev.Kind() {
		case xtrace.EventRegionBegin:
			regions = append(regions, "begin "+ev.Region().Type)
		case xtrace.EventRegionEnd:
			regions = append(regions, "end "+ev.Region().Type)
		case xtrace.EventLog:
			l := ev.Log()
			byGoroutine[ev.Goroutine()] = append(byGoroutine[ev.Goroutine()], l.Category+"="+l.Message)
			require.Contains(t, regions, "begin "+Region, "an event of the example before its region")
			require.NotContains(t, regions, "end "+Region, "an event of the example after its region")
		}
	}
	logs = map[string][]string{}
	for _, lines := range byGoroutine {
		name, _ := strings.CutPrefix(lines[0], LogName+"=")
		logs[name] = lines
	}
	return regions, logs
}

// Outside of a trace the notes cost next to nothing: no formatting, no garbage.
func TestWithoutATraceNothingIsLogged(t *testing.T) {
	value := any("a value")
	require.Zero(t, testing.AllocsPerRun(100, func() {
		Name("n")
		Sent("c", value)
		Received("c", value)
		Note("t")
	}))
}

// Playing an example must not compile more than the standard library: a learner
// waits for the first one.
func TestImportsTheStandardLibraryOnly(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", ".").Output()
	require.NoError(t, err)
	require.Equal(t, []string{"example.com/mastery/internal/lesson"}, slices.Collect(strings.FieldsSeq(string(out))))
}
