package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"example.com/mastery/internal/lessontest"
)

// alone names the example that the test binary plays instead of running tests.
const alone = "PLAY_ALONE"

// Every example must leave no goroutine behind: goleak looks when all have run.
func TestMain(m *testing.M) {
	if name := os.Getenv(alone); name != "" {
		os.Args = []string{os.Args[0], name}
		main()
		return
	}
	goleak.VerifyTestMain(m)
}

// play returns the lines that the example called name prints.
func play(t *testing.T, name string) []string {
	t.Helper()
	return lessontest.Play(t, examples, name)
}

// playAlone is play in a new process, in which nothing else has run.
func playAlone(t *testing.T, name string) []string {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append(os.Environ(), alone+"="+name, "GORACE=atexit_sleep_ms=50")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	return lessontest.Lines(string(out))
}

func TestStartPrintsEveryColourBeforeTheEnd(t *testing.T) {
	lines := play(t, "start")
	require.ElementsMatch(t, []string{
		"red: painted", "green: painted", "blue: painted",
		"main: started three, did not stop for any (from here the order is free)",
		"main: all three are done",
	}, lines)
	require.Equal(t, "main: all three are done", lines[len(lines)-1])
}

func TestLifecycleSeesEveryState(t *testing.T) {
	lessontest.Numbers[int](t, play(t, "lifecycle"),
		// A busy machine may give main's time slice away between a step and the look.
		`new: +\[(?:runnable|chan receive)\]`,
		`waits for a letter: +\[chan receive\]`,
		`has its letter: +\[(?:runnable|sync\.Mutex\.Lock)\]`,
		`waits for the desk: +\[sync\.Mutex\.Lock\]`,
		`waits for two things: +\[select\]`,
		`called Goexit: +\[no such goroutine\]`)
}

func TestStacksMoveAndAreHalvedByEachCollection(t *testing.T) {
	n := lessontest.Numbers[int](t, playAlone(t, "stacks"),
		`64 calls deep, 1 KiB each: the stack moved (\d+) times`,
		`100 goroutines went there and came back: +(\d+) KiB of stacks`,
		`after collection 1: +(\d+) KiB`,
		`after collection 2: +(\d+) KiB`,
		`after collection 3: +(\d+) KiB`,
		`after collection 4: +(\d+) KiB`,
		`after collection 5: +(\d+) KiB`,
		`after collection 6: +(\d+) KiB`)
	require.Positive(t, n[0])
	require.Greater(t, n[1], 100*64, "64 KiB each, and room to spare")
	require.InEpsilon(t, n[1]/2, n[2], 0.2, "the first collection halves it")
	require.InEpsilon(t, n[2]/2, n[3], 0.2, "so does the second")
	require.Less(t, n[7], n[1]/8)
}

func TestAdaptiveStartIsForReusedGoroutinesOnly(t *testing.T) {
	// In a process of its own: here the dead goroutines of other tests lie about,
	// and all of them might be reused.
	n := lessontest.Numbers[int](t, playAlone(t, "adaptive"),
		`starting size +(\d+) bytes: to go 10 KiB deep takes (\d+) copies`,
		`starting size +(\d+) bytes, with 100 goroutines 10 KiB deep`,
		`of (\d+) more: (\d+) reuse a dead one and take no copy, (\d+) are brand-new and do`)
	require.Less(t, n[0], 10<<10)
	require.Positive(t, n[1])
	require.GreaterOrEqual(t, n[2], 10<<10)
	require.Positive(t, n[4], "some of the deep ones are reused")
	require.Greater(t, n[5], 500, "few have died yet, so most are new")
	require.Equal(t, n[3], n[4]+n[5])
}

func TestThreadsAreFewUnlessHeld(t *testing.T) {
	n := lessontest.Numbers[int](t, play(t, "threads"),
		`processors \(GOMAXPROCS\): (\d+)`,
		`10000 goroutines wait for a channel: threads (\d+)`,
		`50 goroutines hold a thread each: threads (\d+)`)
	require.Less(t, n[1], 50+n[0])
	require.Greater(t, n[2], 50)
}

func TestScheduleRunsAllFiveAndPreemptsTheLoop(t *testing.T) {
	lines := play(t, "schedule")
	n := lessontest.Numbers[int](t, lines,
		`started 0 1 2 3 4, ran \(free, and random under -race\): \[(\d) (\d) (\d) (\d) (\d)\]`,
		`busy had the only processor; main, asleep for 1 ms, had it back after (\d+) ms`)
	require.ElementsMatch(t, []int{0, 1, 2, 3, 4}, n[:5])
}

func TestOverheadGivesItsNumbers(t *testing.T) {
	n := lessontest.Numbers[int](t, play(t, "overhead"),
		`10000 goroutines started and joined: (\d+) ns each`,
		`10000 goroutines waiting: (\d+) bytes of stack and (\d+) of heap each`)
	require.Positive(t, n[0])
	require.Greater(t, n[1], 1000)
}

func TestGatherKeepsTheOrderOfTheTasks(t *testing.T) {
	lines := play(t, "gather")
	require.Len(t, lines, 4)
	require.Equal(t, []string{"north asks 130", "south asks 110", "east  asks 120"}, lines[:3])
	arrived, ok := strings.CutPrefix(lines[3], "in the order of arrival (free): ")
	require.True(t, ok, lines[3])
	require.ElementsMatch(t, []string{"north", "south", "east"}, strings.Split(arrived, ", "))
}

func TestOwnerStopsItsGoroutine(t *testing.T) {
	lessontest.Numbers[int](t, play(t, "owner"), `the meter is over, it counted (\d+) beats`)
}

func TestPanicsBecomeErrors(t *testing.T) {
	require.Equal(t, []string{
		"task 0: <nil>",
		"task 1: panic: runtime error: invalid memory address or nil pointer dereference",
		"        its stack names the culprit: true",
		"task 2: <nil>",
	}, play(t, "panics"))
}

func TestBoundedReachesItsLimitAndNoMore(t *testing.T) {
	require.Equal(t, []string{"6 tasks ran; limit 2, most at once 2"}, play(t, "bounded"))
}

func TestPoolDoesEveryJobOnce(t *testing.T) {
	require.Equal(t, []string{"3 workers, 7 jobs: [[0 0] [1 1] [2 4] [3 9] [4 16] [5 25] [6 36]]"}, play(t, "pool"))
}

func TestFirstwinsCallsTheOthersOff(t *testing.T) {
	lines := play(t, "firstwins")
	require.ElementsMatch(t, []string{
		"replica 0: called off",
		"replica 2: called off",
		"main: replica 1 was first, and no goroutine is left",
	}, lines)
	require.True(t, strings.HasPrefix(lines[2], "main:"), "the losers are waited for")
}

func TestGroupFinishesTheOthersAndReportsThePanic(t *testing.T) {
	require.Equal(t, []string{
		`done: ["task 0" "" "task 2" "task 3"], most at once 2`,
		"a task panicked: no disk",
		"the stack is the task's: true",
	}, play(t, "group"))
}

func TestServeLosesOneConnectionOnly(t *testing.T) {
	require.Equal(t, []string{
		`hello gets "echo hello\n"`,
		`bad   gets ""`,
		`bye   gets "echo bye\n"`,
	}, play(t, "serve"))
}

func TestLeakIsSeenAndCured(t *testing.T) {
	lessontest.Numbers[int](t, play(t, "leak"),
		`unbuffered: asked three, took the first answer`,
		`  goroutines more than before: 2`,
		`  profile: 2 at query\.func1, leak\.go:\d+`,
		`room for all: asked three, took the first answer`,
		`  goroutines more than before: 0`)
}
