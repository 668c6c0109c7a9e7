package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"example.com/mastery/internal/lessontest"
)

// Every example must leave no goroutine behind: goleak looks when all have run.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// play returns the lines that the example called name prints.
func play(t *testing.T, name string) []string {
	t.Helper()
	return lessontest.Play(t, examples, name)
}

func TestDoorsServesAllAndClosesLast(t *testing.T) {
	lines := play(t, "doors")
	require.ElementsMatch(t, []string{
		"porter: a letter", "porter: a letter", "porter: a parcel", "porter: a parcel", "porter: closed",
	}, lines)
	require.Equal(t, "porter: closed", lines[4])
}

// The bounds are eight standard deviations away: 30,000 choices, each with a
// probability of 1/3, spread by 82; with 1/2 by 87, with 1/4 by 75.
func TestFairGivesEachCaseItsShare(t *testing.T) {
	n := lessontest.Numbers[int](t, play(t, "fair"),
		`a (\d+), b (\d+), c (\d+); c once waited (\d+) rounds`,
		`a twice in the list: a (\d+), b (\d+), c (\d+)`)
	for _, count := range n[:3] {
		require.InDelta(t, 10_000, count, 656)
	}
	require.Greater(t, n[3], 3, "even shares are not turns")
	require.InDelta(t, 15_000, n[4], 696)
	require.InDelta(t, 7_500, n[5], 600)
	require.InDelta(t, 7_500, n[6], 600)
}

func TestLineServesInTheOrderOfArrival(t *testing.T) {
	require.Equal(t, []string{"six jobs went to A B C A B C"}, play(t, "line"))
}

func TestTimersKeepNothing(t *testing.T) {
	n := lessontest.Numbers[int](t, play(t, "timers"),
		`due: len (\d), cap (\d)`,
		`Reset found it running: true, and nothing stale is left`,
		`received after (\d+) ms, it says (\d+) ms`,
		`20000 timers of an hour: (\d+) KiB, forgotten: (\d+) KiB`)
	require.Equal(t, []int{0, 0}, n[:2])
	require.GreaterOrEqual(t, n[2], 20)
	require.Less(t, n[3], n[2], "the time when it was due")
	require.Greater(t, n[4], 2_000)
	require.Less(t, n[5], n[4]/10, "the collector has them")
}

func TestTryingLosesReadingsAndNeverTheNewest(t *testing.T) {
	lines := play(t, "trying")
	slices.Sort(lines)
	n := lessontest.Numbers[int](t, lines,
		`display: took (\d+), the last was 11`,
		`log: took (\d+), the last was \d+`,
		`sensor: 12 readings, (\d+) not logged`)
	require.LessOrEqual(t, n[0], 12)
	require.Equal(t, 12, n[1]+n[2], "each is either logged or counted")
}

func TestTimeoutsGiveUp(t *testing.T) {
	lines := play(t, "timeouts")
	slices.Sort(lines)
	n := lessontest.Numbers[int](t, lines,
		`15 ms in all: gave up after (\d+) words`,
		`15 ms since the last word: gave up after (\d+) words`)
	require.Less(t, n[0], 10)
	require.LessOrEqual(t, n[1], 3, "fewer on a machine that is slower than the limit")
}

func TestMergeHearsAll(t *testing.T) {
	require.Equal(t, []string{"heard all of: map[north:4 south:3 west:1]"}, play(t, "merge"))
}

func TestValveLosesNoJob(t *testing.T) {
	require.Equal(t, []string{"done, with a pause in between: [0 1 2 3 4 5 6 7]"}, play(t, "valve"))
}

func TestUrgentChoosesInThreeWays(t *testing.T) {
	lines := play(t, "urgent")
	lessontest.Numbers[int](t, lines[:1], `one select \(free\): +(?:[un] ?){12}`)
	require.Equal(t, 6, strings.Count(strings.TrimPrefix(lines[0], "one select (free): "), "u"))
	require.Equal(t, []string{
		"urgent first:      u u u u u u n n n n n n",
		"three, then one:   u u u n u u u n n n n n",
	}, lines[1:])
}

func TestDialClosesAllButOne(t *testing.T) {
	n := lessontest.Numbers[int](t, play(t, "dial"), `(?:far|middle|near) was first; opened (\d), closed (\d)`)
	require.Equal(t, n[0]-1, n[1])
}

func TestShapedKeepsTheLastOfABurst(t *testing.T) {
	lines := play(t, "shaped")
	slices.Sort(lines)
	require.Regexp(t, `^screen: \["s" .*"case"\]$`, lines[0], "the first at once, the last in the end")
	require.Regexp(t, `^search: \[.*"case"\]$`, lines[1])
}

func TestWatchdogSeesThatTheWorkIsStuck(t *testing.T) {
	lines := play(t, "watchdog")
	require.Contains(t, lines, "watching the work:  timing: no heartbeat in time")
	// On a machine that gives the heart nothing for 60 ms its watch ends too.
	require.Regexp(t, `(?m)^watching the heart: (context canceled|timing: no heartbeat in time)$`, strings.Join(lines, "\n"))
}

func TestRunloopAppliesEachProposalOnce(t *testing.T) {
	require.Equal(t, []string{"proposed 6, applied 6"}, play(t, "runloop"))
}
