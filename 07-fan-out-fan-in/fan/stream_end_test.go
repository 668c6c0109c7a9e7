package fan_test

import (
	"context"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"example.com/mastery/07-fan-out-fan-in/fan"
)

func TestTheFirstErrorEndsAStream(t *testing.T) {
	inBoth(t, func(t *testing.T, over onStream) {
		var source counted
		var cause atomic.Int64
		got, err := results(t, over(t.Context(), 4, source.upTo(1e9), func(ctx context.Context, i int) (int, error) {
			if i == 3 {
				time.Sleep(time.Second)
				return 7, errItem
			}
			err := untilDone(ctx)
			if context.Cause(ctx) == errItem {
				cause.Add(1)
			}
			return 7, err
		}))
		require.Equal(t, errItem, err, "and not context.Canceled")
		require.Empty(t, got)
		require.EqualValues(t, 3, cause.Load(), "the others can see why")
		require.EqualValues(t, 1, source.stopped.Load())
	})
}

// What is there and in order before the first gap is yielded, then the error.
func TestResultsBeforeTheGapComeBeforeTheError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := func(ctx context.Context, i int) (int, error) {
			switch i {
			case 5:
				return 0, untilDone(ctx)
			case 8:
				time.Sleep(time.Second)
				return 0, errItem
			}
			return i, nil
		}
		got, err := results(t, fan.Ordered(t.Context(), 4, slices.Values(upTo(9)), f))
		require.Equal(t, errItem, err)
		require.Equal(t, []int{0, 1, 2, 3, 4}, got)

		got, err = results(t, fan.Unordered(t.Context(), 4, slices.Values(upTo(9)), f))
		require.Equal(t, errItem, err)
		slices.Sort(got)
		require.Equal(t, []int{0, 1, 2, 3, 4, 6, 7}, got)
	})
}

// A call that does not look at its context still has its result yielded, if it
// is the next in order; the loop may be left there as anywhere.
func TestAResultThatComesAfterTheErrorIsYieldedBeforeIt(t *testing.T) {
	inBoth(t, func(t *testing.T, over onStream) {
		stream := over(t.Context(), 2, slices.Values(upTo(9)), func(_ context.Context, i int) (int, error) {
			if i == 1 {
				time.Sleep(time.Second)
				return 0, errItem
			}
			time.Sleep(time.Minute)
			return 7, nil
		})
		got, err := results(t, stream)
		require.Equal(t, errItem, err)
		require.Equal(t, []int{7}, got)
		for _, err := range stream {
			require.NoError(t, err)
			break
		}
	})
}

// The context ends while the call that does not look at it goes on: what was
// first is what the loop gets.
func TestAnErrorBeforeTheEndOfTheContextIsYielded(t *testing.T) {
	inBoth(t, func(t *testing.T, over onStream) {
		ctx, cancel := context.WithTimeoutCause(t.Context(), time.Minute, errCause)
		defer cancel()
		got, err := results(t, over(ctx, 2, slices.Values(upTo(9)), func(_ context.Context, i int) (int, error) {
			if i == 1 {
				time.Sleep(time.Second)
				return 0, errItem
			}
			time.Sleep(time.Hour)
			return 7, nil
		}))
		require.Equal(t, errItem, err)
		require.Empty(t, got, "an ended context yields no result")
	})
}

func TestAStreamBeginsNothingAfterTheFirstError(t *testing.T) {
	inBoth(t, func(t *testing.T, over onStream) {
		var begun atomic.Int64
		_, err := results(t, over(t.Context(), 2, slices.Values(upTo(1000)), func(_ context.Context, i int) (int, error) {
			if begun.Add(1); i == 0 {
				time.Sleep(time.Second)
				return 0, errItem
			}
			time.Sleep(400 * time.Millisecond)
			return 0, nil
		}))
		require.Equal(t, errItem, err)
		require.EqualValues(t, 1+3, begun.Load())
	})
}

// The reader is elsewhere when the error happens: more results than it takes at
// a time are ready before it.
func TestNoReadyResultIsLostToAnError(t *testing.T) {
	inBoth(t, func(t *testing.T, over onStream) {
		n := 0
		for _, err := range over(t.Context(), 1, slices.Values(upTo(1000)), func(_ context.Context, i int) (int, error) {
			if i == 100 {
				return 0, errItem
			}
			return i, nil
		}) {
			synctest.Wait()
			if err != nil {
				require.Equal(t, errItem, err)
				break
			}
			n++
		}
		require.Equal(t, 100, n)
	})
}

func TestCancelInTheLoopEndsItAtOnce(t *testing.T) {
	inBoth(t, func(t *testing.T, over onStream) {
		for _, at := range []int{0, 1, 31, 32, 50} {
			ctx, cancel := context.WithCancelCause(t.Context())
			n := 0
			var last error
			for _, err := range over(ctx, 3, slices.Values(upTo(1000)), double) {
				require.NoError(t, last)
				if last = err; err != nil {
					continue
				}
				if n == at {
					synctest.Wait() // many are ready
					cancel(errCause)
				}
				n++
			}
			cancel(nil)
			require.Equal(t, at+1, n)
			require.Equal(t, errCause, last)
		}
	})
}

func TestCancelWhileEverythingBlocks(t *testing.T) {
	inBoth(t, func(t *testing.T, over onStream) {
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(time.Second, func() { cancel(errCause) })
		var source counted
		got, err := results(t, over(ctx, 3, source.upTo(1e9), func(ctx context.Context, i int) (int, error) {
			return 0, untilDone(ctx)
		}))
		require.Empty(t, got)
		require.Equal(t, errCause, err)
		require.EqualValues(t, 128, source.taken.Load(), "the feeder was blocked too")
	})
}

// A context that says it has ended, and has told nobody yet.
type quiet struct {
	context.Context
	err atomic.Pointer[error]
}

func (q *quiet) Err() error {
	if err := q.err.Load(); err != nil {
		return *err
	}
	return q.Context.Err()
}

func (q *quiet) Done() <-chan struct{} { return make(chan struct{}) }

// Between a context's end and that of those derived from it there is a moment.
// All calls may have ended by then, and theirs is cancelled for that reason.
func TestTheCauseIsTheCallersAlsoWhenTheCallsHaveNotHeard(t *testing.T) {
	inBoth(t, func(t *testing.T, over onStream) {
		ctx := &quiet{Context: t.Context()}
		var last error
		for _, err := range over(ctx, 2, slices.Values(upTo(9)), double) {
			if last = err; err == nil {
				synctest.Wait()
				ctx.err.Store(&errCause)
			}
		}
		require.Equal(t, errCause, last)
	})
}

func TestAStreamOfAnEndedContextAsksNothing(t *testing.T) {
	inBoth(t, func(t *testing.T, over onStream) {
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(errCause)
		var source counted
		got, err := results(t, over(ctx, 3, source.upTo(10), double))
		require.Empty(t, got)
		require.Equal(t, errCause, err)
		require.Zero(t, source.taken.Load())
	})
}

func TestAContextThatEndsAfterTheLastResultIsNoError(t *testing.T) {
	inBoth(t, func(t *testing.T, over onStream) {
		for _, size := range []int{1, 32, 100} {
			ctx, cancel := context.WithCancel(t.Context())
			n := 0
			for _, err := range over(ctx, 3, slices.Values(upTo(size)), double) {
				require.NoError(t, err)
				if n++; n == size {
					synctest.Wait() // until the source, too, has said that this was the last
					cancel()
				}
			}
			cancel()
			require.Equal(t, size, n)
		}
	})
}

// The bubble would fail if the source, a worker or a call were left.
func TestABreakLeavesNothing(t *testing.T) {
	inBoth(t, func(t *testing.T, over onStream) {
		for _, at := range []int{1, 5, 32, 200} {
			var source counted
			n := 0
			for range over(t.Context(), 3, source.upTo(1e9), func(ctx context.Context, i int) (int, error) {
				if i > 300 {
					return 0, untilDone(ctx)
				}
				return i, nil
			}) {
				if n++; n == at {
					break
				}
			}
			require.EqualValues(t, 1, source.stopped.Load(), "the source has ended")
		}
	})
}

func TestABreakWaitsForTheSource(t *testing.T) {
	inBoth(t, func(t *testing.T, over onStream) {
		start := time.Now()
		for range over(t.Context(), 2, func(yield func(int) bool) {
			for yield(1) {
				time.Sleep(time.Hour)
			}
		}, double) {
			break
		}
		require.Equal(t, time.Hour, time.Since(start))
	})
}

func TestAPanicOfACallIsRaisedInTheLoop(t *testing.T) {
	inBoth(t, func(t *testing.T, over onStream) {
		var source counted
		requirePanic(t, func() {
			for range over(t.Context(), 4, source.upTo(1e9), func(ctx context.Context, i int) (int, error) {
				if i == 50 {
					whereItPanics()
				}
				if i > 50 {
					return 0, untilDone(ctx)
				}
				return i, nil
			}) {
				continue
			}
		})
		require.EqualValues(t, 1, source.stopped.Load())
	})
}

func TestAPanicOfACallIsNotLostToABreak(t *testing.T) {
	inBoth(t, func(t *testing.T, over onStream) {
		requirePanic(t, func() {
			for range over(t.Context(), 2, slices.Values(upTo(2)), func(ctx context.Context, i int) (int, error) {
				if i == 1 {
					<-ctx.Done()
					whereItPanics()
				}
				return i, nil
			}) {
				synctest.Wait() // or the break may come before the call that panics
				break
			}
		})
	})
}

func TestAPanicOfTheSourceIsRaisedInTheLoop(t *testing.T) {
	inBoth(t, func(t *testing.T, over onStream) {
		requirePanic(t, func() {
			for range over(t.Context(), 2, func(yield func(int) bool) { yield(1); whereItPanics() }, double) {
				continue
			}
		})
	})
}

func TestAGoexitOfACallGoesOnInTheLoop(t *testing.T) {
	inBoth(t, func(t *testing.T, over onStream) {
		requireGoexit(t, func() {
			for range over(t.Context(), 2, slices.Values(upTo(9)), func(context.Context, int) (int, error) {
				runtime.Goexit()
				return 0, nil
			}) {
				continue
			}
		})
	})
}

// The panic of the loop's body is the one that goes on, after everything else
// has ended.
func TestAPanicOfTheLoopLeavesNothing(t *testing.T) {
	inBoth(t, func(t *testing.T, over onStream) {
		var source counted
		value := raised(func() {
			for range over(t.Context(), 2, source.upTo(1e9), func(ctx context.Context, i int) (int, error) {
				if i == 2 {
					<-ctx.Done()
					whereItPanics()
				}
				return i, nil
			}) {
				panic("body")
			}
		})
		require.Equal(t, "body", value)
		require.EqualValues(t, 1, source.stopped.Load())
	})
}

func TestAGoexitOfTheLoopLeavesNothing(t *testing.T) {
	inBoth(t, func(t *testing.T, over onStream) {
		var source counted
		requireGoexit(t, func() {
			for range over(t.Context(), 2, source.upTo(1e9), double) {
				runtime.Goexit()
			}
		})
		require.EqualValues(t, 1, source.stopped.Load())
	})
}

func TestAPanicOfTheLoopAfterTheErrorLeavesNothing(t *testing.T) {
	inBoth(t, func(t *testing.T, over onStream) {
		value := raised(func() {
			for _, err := range over(t.Context(), 2, slices.Values(upTo(9)), func(_ context.Context, i int) (int, error) { return 0, errItem }) {
				panic(err)
			}
		})
		require.Equal(t, errItem, value)
	})
}

// Breaks, cancellations and errors at every moment, on real processors.
func TestStormOfStreams(t *testing.T) {
	for round := range 300 {
		for _, over := range []onStream{fan.Ordered[int, int], fan.Unordered[int, int]} {
			ctx, cancel := context.WithCancelCause(t.Context())
			stop := round
			n := 0
			for r, err := range over(ctx, 1+round%5, slices.Values(upTo(400)), func(_ context.Context, i int) (int, error) {
				yields(i % 3)
				if round%3 == 0 && i == stop {
					return 0, errItem
				}
				if round%3 == 1 && i == stop {
					cancel(errCause)
				}
				return i, nil
			}) {
				if err != nil {
					require.Equal(t, []error{errItem, errCause}[round%3], err)
					require.Zero(t, r)
					n = -1
					continue
				}
				require.GreaterOrEqual(t, n, 0, "a pair after the error")
				if n++; round%3 == 2 && n > stop {
					break
				}
			}
			cancel(nil)
			switch round % 3 {
			case 0, 1: // the context may end when everything is done: no error
				require.True(t, n == -1 || round%3 == 1 && n == 400, "n = %d", n)
			case 2:
				require.Equal(t, stop+1, n)
			}
		}
	}
}
