package pool_test

import (
	"context"
	"math"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.com/mastery/05-worker-pools/pool"
)

// order submits tasks of these levels, in this order, while the only worker is
// busy, and returns the order in which they start.
func order(t require.TestingT, aging int, levels []pool.Level) []int {
	p := &pool.Pool{Workers: 1, Queue: len(levels) + 1, Aging: aging}
	release := make(chan struct{})
	require.NoError(t, p.TrySubmit(until(release)))
	var started []int
	for i, level := range levels {
		require.NoError(t, p.At(level).TrySubmit(func(context.Context) { started = append(started, i) }))
	}
	close(release)
	drain(t, p)
	return started
}

func TestHigherLevelsGoFirst(t *testing.T) {
	levels := []pool.Level{pool.Low, pool.Normal, pool.High, pool.Low, pool.Normal, pool.High}
	require.Equal(t, []int{2, 5, 1, 4, 0, 3}, order(t, 0, levels))
	require.Equal(t, []int{2, 5, 1, 4, 0, 3}, order(t, math.MaxInt, levels), "never grows old")
	require.Equal(t, []int{0, 1, 2, 3, 4, 5}, order(t, 1, levels), "grows old at once")
}

func TestALowTaskIsNotStarvedByAFloodOfHighOnes(t *testing.T) {
	const flood = 1000
	levels := []pool.Level{pool.Low}
	for range flood {
		levels = append(levels, pool.High)
	}
	require.Equal(t, 0, order(t, 10, levels)[2*10-1], "20 - 1 overtake it")
	require.Equal(t, 0, order(t, 0, levels)[2*100-1], "the default")
}

// The same with a flood that never ends, and that is there before: each high
// task submits the next one.
func TestAgingAlsoBoundsAFloodThatGoesOn(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1, Queue: 10, Aging: 10}, func(t *testing.T, p *pool.Pool) {
		high := p.At(pool.High)
		release := occupy(t, p, 1) // or some would run before the low one is there
		started, low := 0, false
		var next pool.Task
		next = func(context.Context) {
			if started++; !low && started < 10_000 {
				require.NoError(t, high.TrySubmit(next))
			}
		}
		for range 5 {
			require.NoError(t, high.TrySubmit(next))
		}
		require.NoError(t, p.At(pool.Low).TrySubmit(func(context.Context) { low = true }))
		release()
		synctest.Wait()
		require.True(t, low)
		require.Equal(t, 5+2*10-1+5, started, "five were there before, and five are when it starts")
	})
}

var (
	anyLevel  = rapid.SampledFrom([]pool.Level{pool.Low, pool.Normal, pool.High})
	anyLevels = rapid.SliceOfN(anyLevel, 0, 60)
)

// TestLawOfBoundedWaiting is Pool.Aging, word for word: whatever is submitted,
// a task overtakes another one if and only if it is of a higher level, and was
// submitted less than Aging tasks later for each level between them.
func TestLawOfBoundedWaiting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		aging := rapid.IntRange(1, 10).Draw(t, "aging")
		levels := anyLevels.Draw(t, "levels")
		place := make([]int, len(levels))
		for at, i := range order(t, aging, levels) {
			place[i] = at
		}
		for early := range levels {
			overtaken := 0
			for late := early + 1; late < len(levels); late++ {
				higher := int(levels[late] - levels[early])
				require.Equal(t, late-early < higher*aging, place[late] < place[early], "%d and %d", early, late)
				if place[late] < place[early] {
					overtaken++
				}
			}
			require.Less(t, overtaken, max(1, int(pool.High-levels[early])*aging))
		}
	})
}

func TestEachLevelHasItsOwnRoom(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1, Queue: 2}, func(t *testing.T, p *pool.Pool) {
		release := occupy(t, p, 1)
		for _, level := range []pool.Level{pool.Low, pool.Normal, pool.High} {
			require.NoError(t, p.At(level).TrySubmit(nothing))
			require.NoError(t, p.At(level).TrySubmit(nothing))
			require.ErrorIs(t, p.At(level).TrySubmit(nothing), pool.ErrFull)
		}
		require.Equal(t, 6, p.Stats().Queued)
		release()
	})
}

// Workers that are free are room, but each of them for one task only. If one
// comes for the high task while the test submits, there is room for another.
func TestAFreeWorkerIsRoomForOneLevelOnly(t *testing.T) {
	for range 30 {
		bubble(t, &pool.Pool{Workers: 2, Queue: 1}, func(t *testing.T, p *pool.Pool) {
			release := make(chan struct{})
			low, high := p.At(pool.Low), p.At(pool.High)
			for range 3 {
				require.NoError(t, low.TrySubmit(until(release)))
			}
			require.ErrorIs(t, low.TrySubmit(nothing), pool.ErrFull)
			took := false
			require.NoError(t, high.TrySubmit(func(context.Context) { took = true; <-release }))
			err := high.TrySubmit(nothing)
			none := p.Stats().Busy == 0 // had come before err
			synctest.Wait()
			if none || !took {
				require.ErrorIs(t, err, pool.ErrFull)
			}
			close(release)
		})
	}
}

func TestWaitersOfAllLevelsGetRoom(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1, Queue: 1}, func(t *testing.T, p *pool.Pool) {
		release := occupy(t, p, 1)
		var started []pool.Level
		for range 3 {
			for level := pool.Low; level <= pool.High; level++ {
				go func() {
					_ = p.At(level).Submit(context.Background(), func(context.Context) { started = append(started, level) })
				}()
				synctest.Wait()
			}
		}
		require.Equal(t, 6, p.Stats().Waiting)
		release()
		synctest.Wait()
		require.Equal(t, []pool.Level{1, 1, 1, 0, 0, 0, -1, -1, -1}, started)
	})
}

func TestThereAreThreeLevels(t *testing.T) {
	var p pool.Pool
	for _, level := range []pool.Level{-2, 2} {
		require.PanicsWithValue(t, "pool: At with a level that is not Low, Normal or High", func() { p.At(level) })
	}
}

func TestALaneHasEveryWayToSubmit(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1, Queue: 4}, func(t *testing.T, p *pool.Pool) {
		release := occupy(t, p, 1)
		var started []string
		note := func(s string) pool.Task { return func(context.Context) { started = append(started, s) } }
		low, high := p.At(pool.Low), p.At(pool.High)
		require.NoError(t, low.Submit(t.Context(), note("low")))
		require.NoError(t, p.Submit(t.Context(), note("normal")))
		require.NoError(t, p.SubmitOrRun(note("normal")))
		require.NoError(t, high.SubmitOrRun(note("high")))
		_, err := pool.Go(t.Context(), high, func(ctx context.Context) (int, error) { note("future")(ctx); return 0, nil })
		require.NoError(t, err)
		release()
		synctest.Wait()
		require.Equal(t, []string{"high", "future", "normal", "normal", "low"}, started)
	})
}
