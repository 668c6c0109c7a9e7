package fan_test

import (
	"bytes"
	"context"
	"iter"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.com/mastery/07-fan-out-fan-in/fan"
)

func mod(m int) func(int) int { return func(i int) int { return i % m } }

// goroutine returns the name of the goroutine that calls it.
func goroutine() string {
	var buf [64]byte
	name, _, _ := bytes.Cut(buf[:runtime.Stack(buf[:], false)], []byte("["))
	return string(name)
}

// Whatever the keys: each item is done once, those of a key in their order, in
// one goroutine, and in no more goroutines than there are workers.
func TestLawOfByKey(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type item struct{ key, number int }
		keys := rapid.SliceOf(rapid.IntRange(0, 9)).Draw(t, "keys")
		n := rapid.IntRange(1, 6).Draw(t, "n")
		items := make([]item, len(keys))
		want := map[int][]int{}
		for i, key := range keys {
			items[i] = item{key, i}
			want[key] = append(want[key], i)
		}
		var mu sync.Mutex // guards what follows
		got := map[int][]int{}
		in := map[int]map[string]bool{}
		workers := map[string]bool{}
		err := fan.ByKey(t.Context(), n, slices.Values(items), func(i item) int { return i.key }, func(_ context.Context, i item) error {
			yields(i.number % 3)
			mu.Lock()
			defer mu.Unlock()
			got[i.key] = append(got[i.key], i.number)
			if in[i.key] == nil {
				in[i.key] = map[string]bool{}
			}
			in[i.key][goroutine()] = true
			workers[goroutine()] = true
			return nil
		})
		require.NoError(t, err)
		require.Equal(t, want, got)
		for key, names := range in {
			require.Len(t, names, 1, "key %d", key)
		}
		require.LessOrEqual(t, len(workers), n)
	})
}

// Sixty-four keys of a second each: two workers do them in less than the time
// of one, and never more than two at a time.
func TestKeysRunAtTheSameTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for n, most := range map[int]int64{1: 1, 2: 2} {
			var g gauge
			start := time.Now()
			require.NoError(t, fan.ByKey(t.Context(), n, slices.Values(upTo(64)), mod(64), func(context.Context, int) error {
				g.enter()
				defer g.leave()
				time.Sleep(time.Second)
				return nil
			}))
			require.EqualValues(t, most, g.most.Load())
			if n == 1 {
				require.Equal(t, 64*time.Second, time.Since(start))
			} else {
				require.Less(t, time.Since(start), 64*time.Second, "once in 2^63 all fall to one worker")
			}
		}
	})
}

func TestASlowKeyHoldsABoundedNumberBehindIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var source counted
		release := make(chan struct{})
		go func() { // ends when the call is at rest
			synctest.Wait()
			require.LessOrEqual(t, source.taken.Load(), int64(128))
			require.GreaterOrEqual(t, source.taken.Load(), int64(64))
			close(release)
		}()
		next := 0
		require.NoError(t, fan.ByKey(t.Context(), 3, source.upTo(2000), mod(1), func(_ context.Context, i int) error {
			<-release
			require.Equal(t, next, i)
			next++
			return nil
		}))
		require.Equal(t, 2000, next)
	})
}

func TestAnItemOfAKeyIsNotHeldBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		slow := func(yield func(int) bool) {
			for i := 0; i < 5 && yield(i); i++ {
				time.Sleep(time.Hour)
			}
		}
		require.NoError(t, fan.ByKey(t.Context(), 3, slow, mod(2), func(_ context.Context, i int) error {
			require.Equal(t, time.Duration(i)*time.Hour, time.Since(start))
			return nil
		}))
	})
}

// byKeys are the same items with one key, so that the caller comes to block, and
// with many.
func byKeys(t *testing.T, test func(t *testing.T, do func(context.Context, iter.Seq[int], func(context.Context, int) error) error)) {
	for name, m := range map[string]int{"one key": 1, "many keys": 1000} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				test(t, func(ctx context.Context, seq iter.Seq[int], f func(context.Context, int) error) error {
					return fan.ByKey(ctx, 3, seq, mod(m), f)
				})
			})
		})
	}
}

func TestTheFirstErrorEndsByKey(t *testing.T) {
	byKeys(t, func(t *testing.T, do func(context.Context, iter.Seq[int], func(context.Context, int) error) error) {
		var source counted
		var late atomic.Int64
		err := do(t.Context(), source.upTo(1e9), func(ctx context.Context, i int) error {
			if ctx.Err() != nil {
				late.Add(1)
			}
			if i == 0 {
				time.Sleep(time.Second)
				return errItem
			}
			return untilDone(ctx)
		})
		require.Equal(t, errItem, err, "and not context.Canceled")
		require.Zero(t, late.Load(), "none is begun after the error")
		require.EqualValues(t, 1, source.stopped.Load())
	})
}

// Workers that have nothing to do end meanwhile: if one did not, or ran in
// circles, the bubble's clock would stand still.
func TestByKeyNoticesAnErrorWhenSeqGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		asked := 0
		err := fan.ByKey(t.Context(), 4, func(yield func(int) bool) {
			for yield(asked) {
				if asked++; asked == 21 {
					time.Sleep(time.Hour)
				}
			}
		}, mod(20), func(_ context.Context, i int) error {
			if i == 20 {
				return errItem
			}
			return nil
		})
		require.Equal(t, errItem, err)
		require.Equal(t, time.Hour, time.Since(start))
		require.Equal(t, 21, asked)
	})
}

func TestTheCauseOfTheCallersContextEndsByKey(t *testing.T) {
	byKeys(t, func(t *testing.T, do func(context.Context, iter.Seq[int], func(context.Context, int) error) error) {
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(time.Second, func() { cancel(errCause) })
		var source counted
		require.Equal(t, errCause, do(ctx, source.upTo(1e9), func(ctx context.Context, i int) error { return untilDone(ctx) }))

		var unasked counted
		require.Equal(t, errCause, do(ctx, unasked.upTo(1e9), nil), "it has ended before")
		require.Zero(t, unasked.taken.Load())
	})
}

// Few items, all put when the context ends: those that were not begun are not.
func TestByKeyBeginsNothingAfterTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		var begun atomic.Int64
		err := fan.ByKey(ctx, 2, slices.Values(upTo(20)), mod(1), func(context.Context, int) error {
			if begun.Add(1) == 3 {
				synctest.Wait() // the rest is put
				cancel(errCause)
			}
			return nil
		})
		require.Equal(t, errCause, err)
		require.EqualValues(t, 3, begun.Load())
	})
}

func TestAContextThatEndsAtTheLastItemIsNoError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		require.NoError(t, fan.ByKey(ctx, 2, slices.Values(upTo(20)), mod(1), func(_ context.Context, i int) error {
			if i == 19 {
				cancel()
			}
			return nil
		}))
	})
}

func TestAnItemThatIsNotTakenInIsAnError(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	err := fan.ByKey(ctx, 2, func(yield func(int) bool) {
		cancel(errCause)
		yield(1)
	}, mod(1), func(context.Context, int) error { return nil })
	require.Equal(t, errCause, err)
}

func TestAPanicUnderByKeyIsRaisedInTheCaller(t *testing.T) {
	byKeys(t, func(t *testing.T, do func(context.Context, iter.Seq[int], func(context.Context, int) error) error) {
		var source counted
		requirePanic(t, func() {
			_ = do(t.Context(), source.upTo(1e9), func(ctx context.Context, i int) error {
				if i == 7 {
					whereItPanics()
				}
				return nil
			})
		})
		require.EqualValues(t, 1, source.stopped.Load())
	})
}

func TestAGoexitUnderByKeyGoesOnInTheCaller(t *testing.T) {
	requireGoexit(t, func() {
		_ = fan.ByKey(t.Context(), 2, slices.Values(upTo(9)), mod(3), func(context.Context, int) error {
			runtime.Goexit()
			return nil
		})
	})
}

// The panic is the source's own; that of a call which it cancels is not heard.
func TestAPanicOfTheSourceUnderByKeyLeavesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ended := false
		value := raised(func() {
			_ = fan.ByKey(t.Context(), 2, func(yield func(int) bool) {
				yield(1)
				synctest.Wait()
				panic("source")
			}, mod(2), func(ctx context.Context, _ int) error {
				<-ctx.Done()
				time.Sleep(time.Second)
				ended = true
				panic("call")
			})
		})
		require.Equal(t, "source", value)
		require.True(t, ended, "it is waited for")
	})
}
