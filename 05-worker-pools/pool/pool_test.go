package pool_test

import (
	"context"
	"math"
	"runtime"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"example.com/mastery/05-worker-pools/pool"
)

func TestTheZeroValueHasAWorkerForEachProcessor(t *testing.T) {
	bubble(t, new(pool.Pool), func(t *testing.T, p *pool.Pool) {
		require.Zero(t, p.Stats().Workers, "workers are started as tasks come")
		n := runtime.GOMAXPROCS(0)
		release := make(chan struct{})
		for range n + 1024 {
			require.NoError(t, p.TrySubmit(until(release)))
		}
		require.ErrorIs(t, p.TrySubmit(nothing), pool.ErrFull)
		synctest.Wait()
		s := p.Stats()
		require.Equal(t, n, s.Workers)
		require.Equal(t, n, s.Busy)
		require.Equal(t, 1024, s.Queued)
		close(release)
	})
}

func TestFieldsMayBeAsLargeAsTheyCan(t *testing.T) {
	most := math.MaxInt
	bubble(t, &pool.Pool{Workers: most, Queue: most, Aging: most, Keep: 1, Idle: 1}, func(t *testing.T, p *pool.Pool) {
		release := occupy(t, p, 50)
		release()
	})
	bubble(t, &pool.Pool{Workers: 1, Queue: most, Aging: most}, func(t *testing.T, p *pool.Pool) {
		release := occupy(t, p, 1)
		for i := range 3000 {
			require.NoError(t, p.At(pool.Level(i%3-1)).TrySubmit(nothing))
		}
		release()
	})
}

func TestFieldsThatMakeNoSensePanic(t *testing.T) {
	for _, p := range []*pool.Pool{{Workers: -1}, {Idle: -1}, {Keep: -1}, {Queue: -1}, {Aging: -1}} {
		for range 2 { // the second time, too: the lock was given back
			require.PanicsWithValue(t, "pool: a field of Pool is negative", func() { p.Close() })
		}
	}
	p := &pool.Pool{Workers: 1, Keep: 2}
	for range 2 {
		require.PanicsWithValue(t, "pool: Keep is greater than Workers", func() { _ = p.TrySubmit(nothing) })
	}
}

func TestANilTaskPanicsAtItsOwner(t *testing.T) {
	var p pool.Pool
	for _, submit := range []func(){
		func() { _ = p.Submit(t.Context(), nil) },
		func() { _ = p.TrySubmit(nil) },
		func() { _ = p.SubmitOrRun(nil) },
		func() { _, _ = pool.Go[int](t.Context(), &p, nil) },
		func() { _, _ = pool.Call[int](t.Context(), &p, nil) },
	} {
		require.PanicsWithValue(t, "pool: the task is nil", submit)
	}
}

func TestTasksStartInTheOrderOfSubmit(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1}, func(t *testing.T, p *pool.Pool) {
		var got, want []int
		for i := range 100 {
			want = append(want, i)
			require.NoError(t, p.Submit(t.Context(), func(context.Context) { got = append(got, i) }))
		}
		synctest.Wait()
		require.Equal(t, want, got)
	})
}

// As many run at a time as there are workers: never more, and as many as that.
func TestNoMoreAndNoFewerTasksRunThanThereAreWorkers(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 3}, func(t *testing.T, p *pool.Pool) {
		var now, peak atomic.Int64
		for range 30 {
			require.NoError(t, p.Submit(t.Context(), func(context.Context) {
				n := now.Add(1)
				for old := peak.Load(); n > old && !peak.CompareAndSwap(old, n); old = peak.Load() {
				}
				time.Sleep(time.Second)
				now.Add(-1)
			}))
		}
		start := time.Now()
		drain(t, p)
		require.EqualValues(t, 3, peak.Load())
		require.Equal(t, 10*time.Second, time.Since(start))
	})
}

// How much is taken in does not depend on how fast the workers come.
func TestTheBoundIsExact(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 2, Queue: 3}, func(t *testing.T, p *pool.Pool) {
		release := make(chan struct{})
		for range 2 + 3 {
			require.NoError(t, p.TrySubmit(until(release)))
		}
		require.ErrorIs(t, p.TrySubmit(nothing), pool.ErrFull)
		synctest.Wait()
		require.ErrorIs(t, p.TrySubmit(nothing), pool.ErrFull)
		require.Equal(t, pool.Stats{Workers: 2, Busy: 2, Queued: 3, Submitted: 5, Rejected: 2}, p.Stats())
		close(release)
		synctest.Wait()
		require.Equal(t, pool.Stats{Workers: 2, Idle: 2, Submitted: 5, Done: 5, Rejected: 2}, p.Stats())
	})
}

func TestSubmitBlocksUntilThereIsRoom(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1, Queue: 1}, func(t *testing.T, p *pool.Pool) {
		release := occupy(t, p, 1)
		require.NoError(t, p.TrySubmit(nothing))
		time.AfterFunc(time.Hour, release)
		start := time.Now()
		require.NoError(t, p.Submit(t.Context(), nothing))
		require.Equal(t, time.Hour, time.Since(start))
	})
}

func TestThoseWhoWaitGetRoomInTheirOrder(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1, Queue: 1}, func(t *testing.T, p *pool.Pool) {
		release := occupy(t, p, 1)
		var got []int
		for i := range 10 {
			go func() { _ = p.Submit(context.Background(), func(context.Context) { got = append(got, i) }) }()
			synctest.Wait()
		}
		require.Equal(t, 9, p.Stats().Waiting)
		release()
		synctest.Wait()
		require.Equal(t, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, got)
	})
}

func TestAContextEndsASubmit(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1, Queue: 1}, func(t *testing.T, p *pool.Pool) {
		release := occupy(t, p, 1)
		require.NoError(t, p.TrySubmit(nothing))
		never := func(context.Context) { t.Error("a task ran whose Submit failed") }

		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		start := time.Now()
		require.ErrorIs(t, p.Submit(ctx, never), context.DeadlineExceeded)
		require.Equal(t, time.Minute, time.Since(start))
		require.ErrorIs(t, p.Submit(ctx, never), context.DeadlineExceeded, "it has ended already")
		require.Zero(t, p.Stats().Waiting)
		require.EqualValues(t, 2, p.Stats().Rejected)
		release()
		synctest.Wait()
		require.ErrorIs(t, p.Submit(ctx, never), context.DeadlineExceeded, "though there is room")
	})
}

// The one who gives up stands between others in the line.
func TestGivingUpLeavesTheOthersInLine(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1, Queue: 1}, func(t *testing.T, p *pool.Pool) {
		release := occupy(t, p, 1)
		require.NoError(t, p.TrySubmit(nothing))
		ctx, cancel := context.WithCancel(t.Context())
		var ran []int
		for i := range 5 {
			ctx := ctx
			if i%2 == 0 {
				ctx = t.Context()
			}
			go func() { _ = p.Submit(ctx, func(context.Context) { ran = append(ran, i) }) }()
			synctest.Wait()
		}
		cancel()
		synctest.Wait()
		require.Equal(t, 3, p.Stats().Waiting)
		release()
		synctest.Wait()
		require.Equal(t, []int{0, 2, 4}, ran)
	})
}

func TestSubmitOrRunRunsInTheCallerWhenThereIsNoRoom(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1, Queue: 1}, func(t *testing.T, p *pool.Pool) {
		release := occupy(t, p, 1)
		later := false
		require.NoError(t, p.SubmitOrRun(func(context.Context) { later = true }))
		synctest.Wait()
		require.False(t, later, "there was room in the queue")

		now := false // a plain variable: the race detector sees another goroutine
		require.NoError(t, p.SubmitOrRun(func(ctx context.Context) {
			now = true
			require.NoError(t, ctx.Err())
			require.Equal(t, 2, p.Stats().Busy)
		}))
		require.True(t, now)
		require.EqualValues(t, 1, p.Stats().Inline)
		require.EqualValues(t, 1, p.Stats().Done)
		require.Zero(t, p.Stats().Exited, "it returned")
		release()
		synctest.Wait()
		require.True(t, later)
	})
}

// A walk through a tree, each step of which submits two: with a queue this small
// it could not end if anybody waited.
func TestATaskFeedsItsOwnPoolWithSubmitOrRun(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 2, Queue: 1}, func(t *testing.T, p *pool.Pool) {
		var leaves atomic.Int64
		var walk func(depth int) pool.Task
		walk = func(depth int) pool.Task {
			return func(context.Context) {
				if depth == 0 {
					leaves.Add(1)
					return
				}
				require.NoError(t, p.SubmitOrRun(walk(depth-1)))
				require.NoError(t, p.SubmitOrRun(walk(depth-1)))
			}
		}
		require.NoError(t, p.Submit(t.Context(), walk(10)))
		synctest.Wait()
		require.EqualValues(t, 1024, leaves.Load())
	})
}

// What the package comment warns of.
func TestTasksThatBlockInSubmitToTheirOwnPoolWaitForEachOther(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 2, Queue: 1}, func(t *testing.T, p *pool.Pool) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		start := make(chan struct{})
		var stuck atomic.Int64
		for range 2 {
			require.NoError(t, p.TrySubmit(func(context.Context) {
				<-start
				if p.Submit(ctx, nothing) != nil {
					stuck.Add(1)
				}
			}))
		}
		require.NoError(t, p.TrySubmit(nothing))
		synctest.Wait()
		close(start)
		time.Sleep(time.Minute)
		require.Equal(t, pool.Stats{Workers: 2, Busy: 2, Queued: 1, Waiting: 2, Submitted: 3}, p.Stats())
		time.Sleep(time.Hour)
		require.Positive(t, stuck.Load(), "only the deadline helps, and the first one that it ends may help the other")
	})
}

func TestWhatHappenedBeforeSubmitIsVisibleToTheTask(t *testing.T) {
	var p pool.Pool
	x := 0
	done := make(chan int)
	for i := range 100 {
		x = i // the race detector says whether this is seen
		require.NoError(t, p.Submit(t.Context(), func(context.Context) { done <- x }))
		require.Equal(t, i, <-done)
	}
	drain(t, &p)
}
