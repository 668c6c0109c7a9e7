package main

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

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

func TestCountAddsUpAllChapters(t *testing.T) {
	require.Equal(t, []string{"the: 6, cat: 3, dog: 3, sat: 2"}, play(t, "count"))
}

func TestChunksAddsUpEachNumberOnce(t *testing.T) {
	require.Equal(t, []string{"sum: 499999500000"}, play(t, "chunks"))
}

func TestParallelSumOfAllSizes(t *testing.T) {
	numbers := make([]int, 1000)
	for i := range numbers {
		numbers[i] = i
	}
	for _, n := range []int{1, 2, 7} {
		for _, size := range []int{1, 3, 100, 999, 1000, 1001} {
			require.Equal(t, 499500, parallelSum(numbers, n, size), "%d workers, %d at a time", n, size)
		}
	}
	require.Zero(t, parallelSum(nil, 3, 10))
}

func TestStealDoesEachJobOnce(t *testing.T) {
	lines := play(t, "steal")
	require.Len(t, lines, 2)
	const pattern = `: ann did (\d), bob did (\d), done after (\d+) ms`
	without := lessontest.Numbers[float64](t, lines[0:1], "stealing false"+pattern)
	require.Equal(t, []float64{4, 4}, without[:2])
	require.GreaterOrEqual(t, without[2], 84.0, "ann does four long jobs one after the other")
	// On a busy machine who steals what may differ.
	with := lessontest.Numbers[float64](t, lines[1:2], "stealing true"+pattern)
	require.Equal(t, 8.0, with[0]+with[1])
	require.GreaterOrEqual(t, with[2], 42.0, "four long jobs for two")
}

// What halve takes, take does not; an odd one in the middle goes to the thief.
func TestHalveLeavesTheFront(t *testing.T) {
	s := &shelf{lo: 2, hi: 7}
	lo, hi := s.halve()
	require.Equal(t, []int{4, 7}, []int{lo, hi})
	for want := 2; want < 4; want++ {
		job, ok := s.take()
		require.True(t, ok)
		require.Equal(t, want, job)
	}
	_, ok := s.take()
	require.False(t, ok)
	lo, hi = s.halve()
	require.Equal(t, lo, hi)
	s.hi++
	lo, hi = s.halve()
	require.Equal(t, 1, hi-lo, "the last one can be stolen")
}

func TestMergeLosesNothingAndEnds(t *testing.T) {
	require.Equal(t, []string{
		"all values, each station's in order: map[1:[10 11 12] 2:[20 21] 3:[30 31 32]]",
		"beside a silent station: 40",
		"called off, and no goroutine is left",
	}, play(t, "merge"))
}

// A forwarder ends by ctx wherever it waits: for a value or for a receiver.
func TestMergeEndsWhileItWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		silent, full := make(chan int), make(chan int, 1)
		full <- 1
		merged := merge(ctx, silent, full)
		synctest.Wait()
		cancel()
		synctest.Wait()
		_, ok := <-merged
		require.False(t, ok)
	})
	_, ok := <-merge(t.Context())
	require.False(t, ok, "nothing to merge: closed at once")
}

func TestInorderHasThreeUnderWay(t *testing.T) {
	require.Equal(t, []string{
		"calls ended: [2 1 0 5 4 3]",
		"results:     [0 1 4 9 16 25]",
	}, play(t, "inorder"))
}

// The loop may be left at any time; calls that are under way end before it.
func TestOrderedCanBeLeft(t *testing.T) {
	for leave := range 6 {
		synctest.Test(t, func(t *testing.T) {
			var mu sync.Mutex // guards begun and ended
			begun, ended := 0, 0
			for i := range ordered(6, 3, func(i int) int {
				mu.Lock()
				begun++
				mu.Unlock()
				time.Sleep(time.Second)
				mu.Lock()
				defer mu.Unlock()
				ended++
				return i
			}) {
				if i == leave {
					break
				}
			}
			require.Equal(t, begun, ended)
			require.LessOrEqual(t, begun, leave+3)
		})
	}
}

func TestHeadOfLineHoldsBackInOrderOnly(t *testing.T) {
	require.Equal(t, []string{
		"as they come: 1 2 3 4 0",
		"in order:     0 1 2 3 4",
	}, play(t, "headofline"))
}

func TestByKeyKeepsEachAccountsOrder(t *testing.T) {
	require.Equal(t, []string{
		"ann has 10, refused 1",
		"bob has 5, refused 1",
		"cat has 0, refused 0",
		"error: <nil>",
	}, play(t, "bykey"))
}

func TestFirstErrorIsTheCause(t *testing.T) {
	require.Equal(t, []string{
		"error: block is broken",
		"is it the cause: true",
		"is it context.Canceled: false",
		"begun: 3 of 100, called off: 2, results: 0",
	}, play(t, "firsterror"))
}

func TestPartialShowsWhatThereIs(t *testing.T) {
	require.Equal(t, []string{
		"page: <title> <comments>",
		"missing:",
		"news: no such feed",
		"weather: context deadline exceeded",
	}, play(t, "partial"))
}

func TestHedgeAsksTheSecondWhenTheFirstIsLate(t *testing.T) {
	lines := play(t, "hedge")
	require.Len(t, lines, 6)
	require.Equal(t, []string{"north answers", "asked one, got north <nil>"}, lines[:2])
	require.ElementsMatch(t, []string{"east is slow", "west answers"}, lines[2:4])
	require.Equal(t, []string{"east is called off", "asked two, got west <nil>"}, lines[4:])
}

func TestQuorumNeedsTwoOfThree(t *testing.T) {
	require.Equal(t, []string{
		"two of three answer: version 7 <nil>",
		"two of three fail: answers 0 and the third is not waited for: true",
	}, play(t, "quorum"))
}

// The same in every run, and near to what the formula says.
func TestTailIsArithmetic(t *testing.T) {
	lines := play(t, "tail")
	require.Equal(t, []string{
		"  1 servers: slow  1.0 %, with hedging  0.0 %",
		" 10 servers: slow  9.7 %, with hedging  0.1 %",
		"100 servers: slow 63.2 %, with hedging  1.0 %",
	}, lines)
}

// The benchmarks compare what gives the same results.
func TestWaysGiveTheSame(t *testing.T) {
	items := upTo(1000)
	want := make([]int, len(items))
	for i := range items {
		want[i] = work(items[i])
	}
	for name, do := range ways {
		got := do(items, work)
		slices.Sort(got)
		require.Equal(t, want, got, name)
	}
	sum := 0
	for _, number := range items {
		sum += number
	}
	for name, add := range sums {
		require.Equal(t, sum, add(items), name)
	}
}
