package group_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"example.com/mastery/01-goroutines/group"
	"github.com/stretchr/testify/require"
)

func TestWaitWithoutTasksReturnsAtOnce(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		g.Await()
		require.NoError(t, g.WaitRecover())
	})
}

// The writes of the tasks need no lock: the race detector watches this test.
func TestTheEndOfATaskHappensBeforeWaitReturns(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		results := make([]int, 100)
		for i := range results {
			g.Do(func() { results[i] = i + 1 })
		}
		g.Await()
		for i, got := range results {
			require.Equal(t, i+1, got)
		}
	})
}

func TestTasksRunAtTheSameTime(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		const n = 50
		var together sync.WaitGroup
		together.Add(n)
		for range n {
			g.Do(func() {
				together.Done()
				together.Wait() // only if all n run
			})
		}
		g.Await()
	})
}

func TestWaitBlocksUntilTheLastTaskHasEnded(t *testing.T) {
	for _, recovering := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			eachWait(func(g subject) {
				start := time.Now()
				g.Do(func() { time.Sleep(time.Second) })
				g.Do(func() { time.Sleep(time.Hour) })
				g.Do(func() {})
				if recovering {
					require.NoError(t, g.WaitRecover())
				} else {
					g.Await()
				}
				require.Equal(t, time.Hour, time.Since(start))
			})
		})
	}
}

// eachWait is eachKind inside a bubble, where there are no subtests.
func eachWait(test func(g subject)) {
	test(new(plain))
	test(&withErrors{new(group.ErrGroup)})
}

func TestWaitBlocksForATaskThatPanicsLateOrEarly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		eachWait(func(g subject) {
			start := time.Now()
			g.Do(func() { panic("early") })
			g.Do(func() { time.Sleep(time.Hour) })
			require.Error(t, g.WaitRecover())
			require.Equal(t, time.Hour, time.Since(start))
		})
	})
}

func TestATaskMayStartTasks(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		var ran atomic.Int64
		var grow func(depth int)
		grow = func(depth int) {
			ran.Add(1)
			if depth > 0 {
				g.Do(func() { grow(depth - 1) })
				g.Do(func() { grow(depth - 1) })
			}
		}
		g.Do(func() { grow(6) })
		g.Await()
		require.EqualValues(t, 127, ran.Load())
	})
}

func TestSeveralGoroutinesMayStartTasks(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		var ran atomic.Int64
		var starters sync.WaitGroup
		for range 8 {
			starters.Go(func() {
				for range 100 {
					g.Do(func() { ran.Add(1) })
				}
			})
		}
		starters.Wait()
		g.Await()
		require.EqualValues(t, 800, ran.Load())
	})
}

func TestReuseAfterWait(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		g.SetLimit(2)
		for range 3 {
			var now, peak atomic.Int64
			for range 20 {
				g.Do(func() { count(&now, &peak) })
			}
			g.Await()
			require.LessOrEqual(t, peak.Load(), int64(2), "the limit stays")
		}
	})
}

// count notes in peak how many callers are inside it at the same time.
func count(now, peak *atomic.Int64) {
	n := now.Add(1)
	for p := peak.Load(); n > p && !peak.CompareAndSwap(p, n); p = peak.Load() {
	}
	now.Add(-1)
}

func TestAPanicStaysAfterWait(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		g.Do(func() { panic("boom") })
		first := raised(g.Await)
		require.ErrorContains(t, first.(error), "boom")
		require.Same(t, first, g.WaitRecover(), "WaitRecover takes nothing away")
		g.Do(func() {})
		require.Same(t, first, raised(g.Await), "also after more tasks")
	})
}

func TestSeveralGoroutinesMayWait(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		release := make(chan struct{})
		g.Do(func() {
			<-release
			panic("boom")
		})
		errs := make(chan error, 8)
		for range cap(errs) {
			go func() { errs <- g.WaitRecover() }() // ends with the task
		}
		close(release)
		for range cap(errs) {
			require.ErrorContains(t, <-errs, "boom", "each of them learns of the panic")
		}
	})
}
