package fan_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"example.com/mastery/01-goroutines/group"
	"example.com/mastery/07-fan-out-fan-in/fan"
)

// onSlice is one of the three functions over slices, as one that returns an
// error: so that one test holds all of them to what they promise alike.
type onSlice func(ctx context.Context, n int, items []int, f func(context.Context, int) error) error

func overMap(ctx context.Context, n int, items []int, f func(context.Context, int) error) error {
	results, err := fan.Map(ctx, n, items, func(ctx context.Context, i int) (int, error) { return i, f(ctx, i) })
	if (results == nil) != (err != nil) {
		return fmt.Errorf("results %v with error %w", results, err)
	}
	return err
}

func overCollect(ctx context.Context, n int, items []int, f func(context.Context, int) error) error {
	for _, r := range fan.Collect(ctx, n, items, func(ctx context.Context, i int) (int, error) { return i, f(ctx, i) }) {
		if r.Err != nil {
			return r.Err
		}
	}
	return nil
}

// each runs a test with each of them in a bubble; strict are those whom the
// first error stops.
func each(t *testing.T, test func(t *testing.T, do onSlice)) {
	strict(t, test)
	t.Run("Collect", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) { test(t, overCollect) })
	})
}

func strict(t *testing.T, test func(t *testing.T, do onSlice)) {
	t.Run("Map", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) { test(t, overMap) })
	})
	t.Run("ForEach", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) { test(t, fan.ForEach[int]) })
	})
}

func TestResultsAreInTheOrderOfTheItems(t *testing.T) {
	for _, size := range []int{0, 1, 2, 7, 1000} {
		for _, n := range []int{1, 2, 3, 8, 2000} {
			results, err := fan.Map(t.Context(), n, upTo(size), double)
			require.NoError(t, err)
			require.Len(t, results, size)
			for i, r := range results {
				require.Equal(t, 2*i, r)
			}
			for i, r := range fan.Collect(t.Context(), n, upTo(size), double) {
				require.Equal(t, fan.Result[int]{Value: 2 * i}, r)
			}
		}
	}
}

func TestEachItemIsDoneOnce(t *testing.T) {
	each(t, func(t *testing.T, do onSlice) {
		var times [1000]atomic.Int64
		require.NoError(t, do(t.Context(), 7, upTo(len(times)), func(_ context.Context, i int) error {
			times[i].Add(1)
			return nil
		}))
		for i := range times {
			require.EqualValues(t, 1, times[i].Load(), "item %d", i)
		}
	})
}

// Twelve calls of a second each take twelve seconds over n: more if fewer ran
// at the same time, less if more did.
func TestNCallsRunAtATime(t *testing.T) {
	each(t, func(t *testing.T, do onSlice) {
		for n, want := range map[int]int64{1: 12, 3: 4, 5: 3, 11: 2, 12: 1, 99: 1} {
			var g gauge
			start := time.Now()
			require.NoError(t, do(t.Context(), n, upTo(12), func(context.Context, int) error {
				g.enter()
				defer g.leave()
				time.Sleep(time.Second)
				return nil
			}))
			require.EqualValues(t, want, time.Since(start)/time.Second, "n = %d", n)
			require.EqualValues(t, min(n, 12), g.most.Load())
		}
	})
}

func TestNoMoreWorkersThanItemsAreStarted(t *testing.T) {
	each(t, func(t *testing.T, do onSlice) {
		require.NoError(t, do(t.Context(), math.MaxInt, upTo(3), func(context.Context, int) error { return nil }))
	})
}

// The slow ones stand together: whoever took them in one chunk would do them
// one after the other.
func TestASlowItemKeepsNoOtherFromAnIdleWorker(t *testing.T) {
	each(t, func(t *testing.T, do onSlice) {
		for _, first := range []int{0, 1, 500, 992} {
			start := time.Now()
			require.NoError(t, do(t.Context(), 8, upTo(1000), func(_ context.Context, i int) error {
				if i >= first && i < first+8 {
					time.Sleep(time.Hour)
				}
				return nil
			}))
			require.Equal(t, time.Hour, time.Since(start), "slow from %d on", first)
		}
	})
}

func TestTheFirstErrorCancelsTheRestAndIsReturned(t *testing.T) {
	strict(t, func(t *testing.T, do onSlice) {
		var begun, cause atomic.Int64
		start := time.Now()
		err := do(t.Context(), 4, upTo(1000), func(ctx context.Context, i int) error {
			if begun.Add(1) == 4 { // so four run
				time.Sleep(time.Minute)
				return errItem
			}
			err := untilDone(ctx)
			if context.Cause(ctx) == errItem {
				cause.Add(1)
			}
			return err
		})
		require.Equal(t, errItem, err, "and not context.Canceled")
		require.EqualValues(t, 3, cause.Load(), "the others can see why")
		require.EqualValues(t, 4, begun.Load(), "none is begun after the error")
		require.Equal(t, time.Minute, time.Since(start))
	})
}

func TestCallsThatDoNotLookAtTheContextAreWaitedFor(t *testing.T) {
	strict(t, func(t *testing.T, do onSlice) {
		var begun atomic.Int64
		start := time.Now()
		err := do(t.Context(), 2, upTo(1000), func(_ context.Context, i int) error {
			if begun.Add(1) == 1 {
				time.Sleep(time.Second)
				return errItem
			}
			time.Sleep(400 * time.Millisecond)
			return nil
		})
		require.Equal(t, errItem, err)
		require.Equal(t, 1200*time.Millisecond, time.Since(start))
		require.EqualValues(t, 1+3, begun.Load())
	})
}

func TestTheCauseOfTheCallersContextIsReturned(t *testing.T) {
	strict(t, func(t *testing.T, do onSlice) {
		for name, call := range map[string]func(ctx context.Context) error{
			"looks at the context": untilDone,
			"does not look":        func(context.Context) error { time.Sleep(2 * time.Second); return nil },
			"fails after":          func(context.Context) error { time.Sleep(2 * time.Second); return errItem },
		} {
			ctx, cancel := context.WithCancelCause(t.Context())
			time.AfterFunc(time.Second, func() { cancel(errCause) })
			var begun atomic.Int64
			err := do(ctx, 3, upTo(1000), func(ctx context.Context, _ int) error {
				begun.Add(1)
				return call(ctx)
			})
			require.Equal(t, errCause, err, name)
			require.EqualValues(t, 3, begun.Load(), "%s: none is begun after the end", name)
		}
	})
}

func TestAContextThatHasEndedBeginsNothing(t *testing.T) {
	each(t, func(t *testing.T, do onSlice) {
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(errCause)
		err := do(ctx, 3, upTo(10), func(context.Context, int) error {
			t.Error("called")
			return nil
		})
		require.Equal(t, errCause, err)
		require.NoError(t, do(ctx, 3, nil, nil), "nothing was to be done")
	})
}

func TestAContextThatEndsWhenEverythingIsBegunIsNoError(t *testing.T) {
	each(t, func(t *testing.T, do onSlice) {
		ctx, cancel := context.WithCancel(t.Context())
		var begun atomic.Int64
		require.NoError(t, do(ctx, 2, upTo(10), func(context.Context, int) error {
			if begun.Add(1) == 10 {
				cancel()
			}
			return nil
		}))
	})
}

func TestAPanicCancelsTheRestAndIsRaisedInTheCaller(t *testing.T) {
	strict(t, func(t *testing.T, do onSlice) {
		var begun, ended atomic.Int64
		requirePanic(t, func() {
			_ = do(t.Context(), 4, upTo(1000), func(ctx context.Context, i int) error {
				if begun.Add(1) == 4 {
					whereItPanics()
				}
				defer ended.Add(1)
				return untilDone(ctx)
			})
		})
		require.EqualValues(t, 3, ended.Load(), "the others are waited for")
	})
}

func TestAGoexitGoesOnInTheCaller(t *testing.T) {
	strict(t, func(t *testing.T, do onSlice) {
		requireGoexit(t, func() {
			_ = do(t.Context(), 2, upTo(10), func(context.Context, int) error {
				runtime.Goexit()
				return nil
			})
		})
	})
}

func TestACallMayItselfMap(t *testing.T) {
	each(t, func(t *testing.T, do onSlice) {
		var leaves atomic.Int64
		require.NoError(t, do(t.Context(), 3, upTo(10), func(ctx context.Context, _ int) error {
			return do(ctx, 3, upTo(10), func(context.Context, int) error {
				leaves.Add(1)
				return nil
			})
		}))
		require.EqualValues(t, 100, leaves.Load())
	})
}

func TestCollectReturnsEveryResultWithItsOwnError(t *testing.T) {
	for _, n := range []int{1, 3, 20} {
		results := fan.Collect(t.Context(), n, upTo(10), func(_ context.Context, i int) (int, error) {
			switch i {
			case 2:
				return i, errItem
			case 3, 4, 9:
				whereItPanics()
			case 5:
				runtime.Goexit()
			}
			return i, nil
		})
		for i, r := range results {
			switch i {
			case 2:
				require.Equal(t, fan.Result[int]{Value: 2, Err: errItem}, r, "what came with the error is kept")
			case 3, 4, 9:
				require.Zero(t, r.Value)
				requirePanic(t, func() { panic(r.Err) })
			case 5:
				require.Equal(t, fan.Result[int]{Err: group.ErrGoexit}, r)
			default:
				require.Equal(t, fan.Result[int]{Value: i}, r)
			}
		}
	}
}

// A worker whose item panicked goes on: n calls run to the end.
func TestCollectLosesNoWorkerToAPanic(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		results := fan.Collect(t.Context(), 2, upTo(12), func(context.Context, int) (int, error) {
			time.Sleep(time.Second)
			panic(errItem)
		})
		require.Equal(t, 6*time.Second, time.Since(start))
		for _, r := range results {
			require.ErrorIs(t, r.Err, errItem)
		}
	})
}

func TestCollectGivesTheCauseToWhatItDidNotBegin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(1500*time.Millisecond, func() { cancel(errCause) })
		results := fan.Collect(ctx, 2, upTo(10), func(context.Context, int) (int, error) {
			time.Sleep(time.Second)
			return 1, nil
		})
		done := 0
		for _, r := range results {
			if done += r.Value; r.Value == 0 {
				require.Equal(t, errCause, r.Err)
			}
		}
		require.Equal(t, 4, done)
	})
}

func TestMisuse(t *testing.T) {
	f := func(context.Context, int) error { return nil }
	for name, call := range map[string]func(n int){
		"Map":       func(n int) { _, _ = fan.Map(t.Context(), n, upTo(3), double) },
		"ForEach":   func(n int) { _ = fan.ForEach(t.Context(), n, upTo(3), f) },
		"Collect":   func(n int) { fan.Collect(t.Context(), n, nil, double) },
		"Ordered":   func(n int) { fan.Ordered(t.Context(), n, nil, double) },
		"Unordered": func(n int) { fan.Unordered(t.Context(), n, nil, double) },
		"ByKey":     func(n int) { _ = fan.ByKey(t.Context(), n, nil, func(i int) int { return i }, f) },
	} {
		for _, n := range []int{0, -1} {
			require.PanicsWithValue(t, "fan: "+name+" with less than one worker", func() { call(n) })
		}
	}
	require.PanicsWithValue(t, "fan: Hedge without calls", func() { _, _ = fan.Hedge[int](t.Context(), 0) })
	call := func(context.Context) (int, error) { return 0, errors.ErrUnsupported }
	require.PanicsWithValue(t, "fan: Quorum of 0 among 1 calls", func() { _, _ = fan.Quorum(t.Context(), 0, call) })
	require.PanicsWithValue(t, "fan: Quorum of 3 among 2 calls", func() { _, _ = fan.Quorum(t.Context(), 3, call, call) })
}

func TestTooManyItems(t *testing.T) {
	if math.MaxInt == math.MaxInt32 {
		t.Skip("no slice is that long")
	}
	huge := math.MaxInt32
	huge++
	items := make([]struct{}, huge) // takes no memory
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	f := func(context.Context, struct{}) error { return nil }
	require.PanicsWithValue(t, "fan: ForEach of more than 2,147,483,647 items", func() { _ = fan.ForEach(ctx, 1, items, f) })
	require.Equal(t, context.Canceled, fan.ForEach(ctx, 2, items[1:], f))
}
