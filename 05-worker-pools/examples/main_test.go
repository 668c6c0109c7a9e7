package main

import (
	"runtime"
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

func TestKitchenMakesEveryDishOnce(t *testing.T) {
	require.ElementsMatch(t, []string{"dish 0", "dish 1", "dish 2", "dish 3", "dish 4"}, play(t, "kitchen"))
}

func TestShareDealsBadlyAndSharesAll(t *testing.T) {
	lines := play(t, "share")
	require.Len(t, lines, 2)
	dealt := lessontest.Numbers[int](t, lines[0:1], `dealt out: the workers have +(\d+) ms and +(\d+) ms of work, done after +(\d+) ms`)
	require.Equal(t, []int{48, 4}, dealt[:2])
	require.GreaterOrEqual(t, dealt[2], 48, "no sooner than the one who has all long jobs")
	shared := lessontest.Numbers[int](t, lines[1:2], `one queue: the workers have +(\d+) ms and +(\d+) ms of work, done after +(\d+) ms`)
	require.Equal(t, 52, shared[0]+shared[1], "each job was done once")
	require.GreaterOrEqual(t, shared[2], 26)
}

func TestScalingEndsAtTheDatabase(t *testing.T) {
	lines := play(t, "scaling")
	require.Len(t, lines, 5)
	for i, want := range [][2]int{{1, 64}, {2, 32}, {4, 16}, {8, 16}, {16, 16}} {
		n := lessontest.Numbers[int](t, lines[i:i+1], ` *(\d+) workers: all done after +(\d+) ms, a query takes +(\d+) ms`)
		require.Equal(t, want[0], n[0])
		require.GreaterOrEqual(t, n[1], want[1], "four at a time, 4 ms each")
		require.GreaterOrEqual(t, n[2], 4)
	}
}

func TestResourcesAreClosed(t *testing.T) {
	require.Equal(t, []string{"12 letters over 3 lines, of which 0 are still open"}, play(t, "resources"))
}

func TestPushbackTurnsNobodyAwayUnheard(t *testing.T) {
	require.Equal(t, []string{
		"photo 3: come back later",
		"photo 4: come back later",
		"photo 5: context deadline exceeded",
		"photo 6 is done by the one who brought it",
		"photo 7 waits",
		"photo 0 is done",
		"photo 1 is done",
		"photo 2 is done",
		"photo 7 is done",
	}, play(t, "pushback"))
}

func TestShutdownDrainsThenAborts(t *testing.T) {
	told := "terminated signal received"
	if runtime.GOOS == "windows" {
		told = "context canceled" // no signal there
	}
	require.Equal(t, []string{
		told,
		"late order: pool: closed",
		"upload done",
		"mail sent",
		"pool: drain given up with 1 tasks queued and 2 running: context deadline exceeded",
		"cut short: pool: aborted",
		"cut short: pool: aborted",
		"after Abort: <nil>, 1 dropped",
	}, play(t, "shutdown"))
}

func TestDynamicGrowsAndShrinks(t *testing.T) {
	require.Equal(t, []string{
		"workers at first: 0",
		"workers in the rush: 3",
		"workers in the pause: 0",
		"workers for one late job: 1",
	}, play(t, "dynamic"))
}

// The limit holds, and whoever comes then waits.
func TestElasticStopsAtItsLimit(t *testing.T) {
	e := &elastic{jobs: make(chan func()), slots: make(chan struct{}, 2)}
	release, ended := make(chan struct{}), make(chan int, 3)
	for i := range 2 {
		e.submit(func() { <-release; ended <- i })
	}
	third := make(chan struct{})
	go func() { // ends when there is a worker for it
		defer close(third)
		e.submit(func() { ended <- 2 })
	}()
	require.Len(t, e.slots, 2)
	select {
	case <-third:
		require.Fail(t, "a third job was taken by two busy workers")
	default:
	}
	close(release)
	<-third
	e.ended.Wait()
	require.Len(t, ended, 3)
}

// A worker that is idle gets the job, before another one is started.
func TestElasticUsesWhoIsIdle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := &elastic{jobs: make(chan func()), slots: make(chan struct{}, 4), idle: time.Minute}
		for range 20 {
			e.submit(func() {})
			synctest.Wait()
			require.Len(t, e.slots, 1)
		}
		e.ended.Wait()
	})
}

func TestHeapTakesTheUrgentAndOfEqualsTheOldest(t *testing.T) {
	require.Equal(t, []string{
		"treated: burn", "treated: cough", "treated: heart attack", "treated: fall", "treated: cut", "treated: sprain",
	}, play(t, "heap"))
}

func TestPriorityDoesNotStarveTheReport(t *testing.T) {
	require.Equal(t, []string{
		"strict:  [first alarm alarm alarm alarm alarm alarm REPORT]",
		"aging 2: [first alarm alarm alarm REPORT alarm alarm alarm]",
	}, play(t, "priority"))
}

func TestPanicsLoseNoWorker(t *testing.T) {
	require.Equal(t, []string{
		"6/3 = 2, error: <nil>",
		"-6/3 = 0, error: a is negative",
		"6/0 panicked: runtime error: integer divide by zero",
		"8/2 = 4, error: <nil>",
		"reported: runtime error: integer divide by zero",
		"5 done, 2 of them panicked",
	}, play(t, "panics"))
}

func TestTreeIsWalkedToItsLeaves(t *testing.T) {
	require.Equal(t, []string{"16 leaves, 31 tasks", "some were run on the spot: true"}, play(t, "tree"))
}

func TestLimitStopsAtTheFirstError(t *testing.T) {
	require.Equal(t, []string{
		"error: page 4: not found",
		"never more than 3 at a time: true",
		"nobody waited for the slow pages: true",
	}, play(t, "limit"))
}

func TestWorkqueueLooksAgainOnce(t *testing.T) {
	require.Equal(t, []string{
		"db was looked at",
		"web changed three times meanwhile",
		"web was looked at",
		"web was looked at",
	}, play(t, "workqueue"))
}

func newKeyQueue() *keyQueue {
	q := &keyQueue{dirty: map[string]bool{}, busy: map[string]bool{}}
	q.changed.L = &q.mu
	return q
}

func TestAKeyThatWaitsIsNotAddedTwice(t *testing.T) {
	q := newKeyQueue()
	for _, key := range []string{"web", "db", "web", "db"} {
		q.add(key)
	}
	require.Equal(t, []string{"web", "db"}, q.waiting)
	key, ok := q.get()
	require.True(t, ok)
	q.done(key)
	require.Equal(t, []string{"db"}, q.waiting)
}

func TestCloseReachesAllWhoWaitForAKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newKeyQueue()
		for range 3 {
			go func() { // ends with the close, or the bubble complains
				if key, ok := q.get(); ok {
					t.Error("got", key)
				}
			}()
		}
		synctest.Wait()
		q.close()
		q.add("late")
		require.Empty(t, q.waiting)
	})
}
