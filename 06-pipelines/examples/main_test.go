package main

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"

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

func TestLinePassesAllInOrder(t *testing.T) {
	require.Equal(t, []string{
		"stored  3, sum   3", "stored 14, sum  17", "stored 15, sum  32", "stored 92, sum 124",
	}, play(t, "line"))
}

// Only lower bounds: what sleeps can't be early.
func TestBottleneckSetsThePace(t *testing.T) {
	lines := play(t, "bottleneck")
	require.Len(t, lines, 4)
	for i, least := range []struct {
		way string
		ms  int
	}{
		{"one after the other", 10 * (2 + 8 + 2)},
		{"three stages", 2 + 10*8 + 2},
		{"with room for 64", 2 + 10*8 + 2},
		{"with room and 4 ovens", 3*8 + 2 + 2},
	} {
		m := regexp.MustCompile(`^(.+?) +(\d+) ms$`).FindStringSubmatch(lines[i])
		require.NotNil(t, m, lines[i])
		require.Equal(t, least.way, m[1])
		ms, err := strconv.Atoi(m[2])
		require.NoError(t, err)
		require.GreaterOrEqual(t, ms, least.ms)
	}
}

func TestBackpressureStopsTheSource(t *testing.T) {
	require.Equal(t, []string{
		"room for  0 in each channel: the source has made  3 and waits",
		"room for  2 in each channel: the source has made  7 and waits",
		"room for 10 in each channel: the source has made 23 and waits",
	}, play(t, "backpressure"))
}

func TestStagesEndWhenNobodyWantsMore(t *testing.T) {
	require.Equal(t, []string{
		"1 is a square", "4 is a square", "9 is a square", "and all three have ended",
	}, play(t, "stages"))
}

// The bubble fails if a stage is left, wherever the cancel finds it.
func TestStageEndsInBothWays(t *testing.T) {
	double := func(n int) int { return 2 * n }
	synctest.Test(t, func(t *testing.T) {
		in := make(chan int, 3)
		in <- 1
		in <- 2
		close(in)
		var running sync.WaitGroup
		out := stage(t.Context(), &running, "double", in, double)
		require.Equal(t, []int{2, 4}, slices.Collect(received(out)))
		running.Wait()
	})
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		in := make(chan int, 3)
		in <- 1
		in <- 2
		var running sync.WaitGroup
		out := stage(ctx, &running, "double", in, double)
		synctest.Wait() // it sends, and nobody receives
		cancel()
		running.Wait()
		_, ok := <-out
		require.False(t, ok, "out is not closed")
	})
}

func TestDrainLosesNothingAndCancelDoes(t *testing.T) {
	require.Equal(t, []string{
		"the source ends:  made 5, stored 5, lost 0", "all are canceled: made 5, stored 2, lost 3",
	}, play(t, "drain"))
	for range 100 { // whichever ready case the selects take
		made, stored := stopAfterTwo(func(_, cancel func()) { cancel() })
		require.Equal(t, [2]int{5, 2}, [2]int{made, stored})
		made, stored = stopAfterTwo(func(quit, _ func()) { quit() })
		require.Equal(t, [2]int{5, 5}, [2]int{made, stored})
	}
}

func TestBatchesAreFullOrLateOrTheLast(t *testing.T) {
	require.Equal(t, []string{
		"batch 1: [a b c]", "batch 2: [d e f]", "batch 3: [g]", "batch 4: [h i]", "error: <nil>",
	}, play(t, "batches"))
}

func TestParallelInBothOrders(t *testing.T) {
	require.Equal(t, []string{"as they are ready: [2 3 4 1]", "in order:          [1 2 3 4]"}, play(t, "parallel"))
}

func TestFirstErrorIsTheOneThatHappenedFirst(t *testing.T) {
	require.Equal(t, []string{
		"stored 1",
		"stored 2",
		"read ended with:  context canceled",
		`the caller gets:  parse: strconv.Atoi: parsing "three": invalid syntax`,
		`the cause of ctx: parse: strconv.Atoi: parsing "three": invalid syntax`,
		"a syntax error:   true",
	}, play(t, "firsterror"))
}

func TestRejectsGoAsideUntilTheDiskIsFull(t *testing.T) {
	require.Equal(t, []string{
		"stored 31", "stored 59", "stored 65", "stored 35",
		`rejected: line 2: strconv.Atoi: parsing "4l": invalid syntax`,
		`rejected: line 4: strconv.Atoi: parsing "": invalid syntax`,
		"stopped by: stage store: disk full",
		"so make room where stage store writes",
	}, play(t, "rejects"))
}

func TestBranchesAreJoinedPairByPair(t *testing.T) {
	require.Equal(t, []string{
		"mean 20, too hot: false", "mean 21, too hot: false", "mean 25, too hot: true", "mean 24, too hot: false",
	}, play(t, "branches"))
}

// Whichever branch is slow, the other one is at most one value ahead.
func TestTeeServesTheQuickerOneFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		in := make(chan int, 5)
		for n := range 5 {
			in <- n
		}
		close(in)
		var running sync.WaitGroup
		left, right := tee(ctx, &running, in)
		require.Equal(t, 0, <-right)
		synctest.Wait()
		select {
		case v := <-right:
			t.Fatalf("right has %d before left has 0", v)
		default:
		}
		require.Equal(t, 0, <-left)
		require.Equal(t, 1, <-left)
		require.Equal(t, 1, <-right)
		synctest.Wait() // tee has the third, and nobody wants it
		cancel()
		running.Wait()
		for range left { // until it is closed
		}
		for range right {
		}
	})
}

func TestRetryTriesThreeTimesAndEnds(t *testing.T) {
	require.Equal(t, []string{
		"ann: delivered at try 1", "bob: delivered at try 3", "cat: given up after try 3", "dan: delivered at try 2",
	}, play(t, "retry"))
}

func TestWindowsCountAnEndlessStream(t *testing.T) {
	require.Equal(t, []string{
		" 0 to 10 s: 4 clicks", "10 to 20 s: 3 clicks", "20 to 30 s: 2 clicks",
	}, play(t, "windows"))
}

func TestIteratorsReadNoFurtherThanNeeded(t *testing.T) {
	require.Equal(t, []string{
		"read 7", "read 8", "stored 8", "file closed",
		"read 7", "joined a 7", "read 8", "joined b 8", "file closed",
	}, play(t, "iterators"))
}

func TestZipEndsWithTheShorterOne(t *testing.T) {
	for _, lengths := range [][2]int{{0, 3}, {3, 0}, {2, 5}, {5, 2}, {3, 3}} {
		n := 0
		for a, b := range zip(slices.Values(upTo(lengths[0])), slices.Values(upTo(lengths[1]))) {
			require.Equal(t, n, a)
			require.Equal(t, n, b)
			n++
		}
		require.Equal(t, min(lengths[0], lengths[1]), n)
	}
}

// The benchmarks compare what computes the same.
func TestWaysAgree(t *testing.T) {
	for _, n := range []int{0, 1, 63, 64, 65, 1000} {
		for _, w := range theWays {
			require.Equal(t, loopSum(upTo(n)), w.sum(upTo(n)), "%s of %d", w.name, n)
		}
	}
	for _, line := range play(t, "ways") {
		require.Contains(t, line, "sum 85725716, ")
	}
}
