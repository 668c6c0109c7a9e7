package group_test

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"example.com/mastery/01-goroutines/group"
	"github.com/stretchr/testify/require"
)

// Twelve tasks of a second each take twelve seconds over the limit: more if
// fewer ran at the same time, less if more did.
func TestTheLimitIsReachedAndKept(t *testing.T) {
	for limit, want := range map[int]time.Duration{
		1: 12 * time.Second, 3: 4 * time.Second, 5: 3 * time.Second, 12: time.Second, -1: time.Second,
	} {
		synctest.Test(t, func(t *testing.T) {
			eachWait(func(g subject) {
				g.SetLimit(limit)
				start := time.Now()
				for range 12 {
					g.Do(func() { time.Sleep(time.Second) })
				}
				g.Await()
				require.Equal(t, want, time.Since(start), "limit %d", limit)
			})
		})
	}
}

func TestGoBlocksUntilATaskEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		eachWait(func(g subject) {
			g.SetLimit(2)
			start := time.Now()
			g.Do(func() { time.Sleep(time.Minute) })
			g.Do(func() { time.Sleep(time.Hour) })
			require.Zero(t, time.Since(start), "below the limit Go does not block")
			g.Do(func() {})
			require.Equal(t, time.Minute, time.Since(start))
			g.Await()
		})
	})
}

// A Go that waits for its slot already counts: Wait waits for its task too.
func TestWaitBlocksForATaskThatWaitsForItsSlot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		eachWait(func(g subject) {
			g.SetLimit(1)
			start := time.Now()
			g.Do(func() { time.Sleep(time.Hour) })
			go g.Do(func() { time.Sleep(time.Hour) })
			synctest.Wait()
			g.Await()
			require.Equal(t, 2*time.Hour, time.Since(start))
		})
	})
}

func TestTryGoNeverBlocks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		eachWait(func(g subject) {
			var ran atomic.Int64
			task := func() {
				time.Sleep(time.Hour)
				ran.Add(1)
			}
			g.SetLimit(2)
			require.True(t, g.TryDo(task))
			require.True(t, g.TryDo(task))
			require.False(t, g.TryDo(task), "the limit is reached")
			time.Sleep(2 * time.Hour)
			require.True(t, g.TryDo(task), "a task has ended")
			start := time.Now()
			g.Await()
			require.Equal(t, time.Hour, time.Since(start), "Wait waits for it")
			require.EqualValues(t, 3, ran.Load(), "the refused task did not run")
		})
	})
}

func TestTryGoWithoutALimitIsTrue(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		var ran atomic.Int64
		for range 100 {
			require.True(t, g.TryDo(func() { ran.Add(1) }))
		}
		g.Await()
		require.EqualValues(t, 100, ran.Load())
	})
}

// A task that may not start another does the work itself: no deadlock.
func TestTryGoInsideATask(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		g.SetLimit(3)
		var leaves atomic.Int64
		var split func(n int)
		split = func(n int) {
			if n == 1 {
				leaves.Add(1)
				return
			}
			if !g.TryDo(func() { split(n / 2) }) {
				split(n / 2)
			}
			split(n - n/2)
		}
		g.Do(func() { split(1000) })
		g.Await()
		require.EqualValues(t, 1000, leaves.Load())
	})
}

func TestTheLimitMayChangeWhenNoTaskRuns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		eachWait(func(g subject) {
			for _, limit := range []int{4, 1, 2, -1} {
				g.SetLimit(limit)
				start := time.Now()
				for range 4 {
					g.Do(func() { time.Sleep(time.Second) })
				}
				g.Await()
				want := 4 * time.Second / time.Duration(limit)
				if limit < 0 {
					want = time.Second
				}
				require.Equal(t, want, time.Since(start), "limit %d", limit)
			}
		})
	})
}

// When Wait returns, every slot is free, or else SetLimit panics. Wait comes
// after more and more of a delay, to meet every moment of the task's end.
func TestWaitLeavesEverySlotFree(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		var spin atomic.Int64
		for i := range 20_000 {
			g.SetLimit(1)
			g.Do(nothing)
			for range i % 400 {
				spin.Add(1)
			}
			g.Await()
		}
	})
}

// Tasks that were started without a limit are not counted by a later one: they
// neither take slots nor give any back.
func TestALimitCountsTheTasksStartedAfterIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		eachWait(func(g subject) {
			start := time.Now()
			for range 5 {
				g.Do(func() { time.Sleep(time.Minute) })
			}
			g.SetLimit(1)
			g.Do(func() { time.Sleep(time.Hour) })
			require.Zero(t, time.Since(start), "the five take no slot")
			g.Do(func() { time.Sleep(time.Hour) })
			require.Equal(t, time.Hour, time.Since(start), "the five give no slot back")
			g.Await()
		})
	})
}

func TestMisuse(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		require.PanicsWithValue(t, "group: SetLimit(0): no task could ever start", func() { g.SetLimit(0) })
		g.SetLimit(2)
		release := make(chan struct{})
		g.Do(func() { <-release })
		for _, n := range []int{-1, 1, 2} {
			require.PanicsWithValue(t, "group: SetLimit called while limited tasks are running", func() { g.SetLimit(n) })
		}
		close(release)
		g.Await()
	})
}

func TestAFunctionThatIsNil(t *testing.T) {
	var g group.Group
	var e group.ErrGroup
	for _, limit := range []int{-1, 1} {
		g.SetLimit(limit)
		e.SetLimit(limit)
		require.PanicsWithValue(t, "group: Go(nil)", func() { g.Go(nil) })
		require.PanicsWithValue(t, "group: Go(nil)", func() { e.Go(nil) })
		require.PanicsWithValue(t, "group: TryGo(nil)", func() { g.TryGo(nil) })
		require.PanicsWithValue(t, "group: TryGo(nil)", func() { e.TryGo(nil) })
	}
	g.Wait() // nothing was counted
	require.NoError(t, e.Wait())
}
