package fan_test

import (
	"context"
	"iter"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"example.com/mastery/07-fan-out-fan-in/fan"
)

type onStream func(ctx context.Context, n int, seq iter.Seq[int], f func(context.Context, int) (int, error)) iter.Seq2[int, error]

// inBoth runs a test with both kinds of stream in a bubble, which fails if a
// goroutine is left.
func inBoth(t *testing.T, test func(t *testing.T, over onStream)) {
	t.Run("Ordered", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) { test(t, fan.Ordered[int, int]) })
	})
	t.Run("Unordered", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) { test(t, fan.Unordered[int, int]) })
	})
}

// results collects what a stream yields, and checks its form: an error comes
// last.
func results(t *testing.T, stream iter.Seq2[int, error]) (got []int, last error) {
	t.Helper()
	for r, err := range stream {
		require.NoError(t, last, "a pair after the error")
		if last = err; err != nil {
			require.Zero(t, r)
			continue
		}
		got = append(got, r)
	}
	return got, last
}

// counted is 0 to size-1; taken says how many were taken from it, and stopped
// how often it ended.
type counted struct{ taken, stopped atomic.Int64 }

func (c *counted) upTo(size int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer c.stopped.Add(1)
		for i := range size {
			c.taken.Add(1)
			if !yield(i) {
				return
			}
		}
	}
}

// slowest sleeps the longer the earlier the item: results come in the opposite
// order.
func slowest(_ context.Context, i int) (int, error) {
	time.Sleep(time.Duration(10-i) * time.Second)
	return i, nil
}

func TestOrderedYieldsInTheOrderOfTheItems(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		got, err := results(t, fan.Ordered(t.Context(), 10, slices.Values(upTo(10)), slowest))
		require.NoError(t, err)
		require.Equal(t, upTo(10), got)
	})
}

func TestUnorderedYieldsAsTheCallsReturn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		got, err := results(t, fan.Unordered(t.Context(), 10, slices.Values(upTo(10)), slowest))
		require.NoError(t, err)
		slices.Reverse(got)
		require.Equal(t, upTo(10), got)
	})
}

func TestStreamsOfAllSizes(t *testing.T) {
	inBoth(t, func(t *testing.T, over onStream) {
		for _, size := range []int{0, 1, 2, 31, 32, 33, 127, 128, 129, 1000} {
			for _, n := range []int{1, 2, 5, 40} {
				got, err := results(t, over(t.Context(), n, slices.Values(upTo(size)), double))
				require.NoError(t, err)
				slices.Sort(got)
				require.Len(t, got, size)
				for i, r := range got {
					require.Equal(t, 2*i, r)
				}
			}
		}
	})
}

func TestNCallsOfAStreamRunAtATime(t *testing.T) {
	inBoth(t, func(t *testing.T, over onStream) {
		for n, want := range map[int]int64{1: 12, 3: 4, 5: 3, 12: 1, 99: 1} {
			var g gauge
			start := time.Now()
			_, err := results(t, over(t.Context(), n, slices.Values(upTo(12)), func(context.Context, int) (int, error) {
				g.enter()
				defer g.leave()
				time.Sleep(time.Second)
				return 0, nil
			}))
			require.NoError(t, err)
			require.EqualValues(t, want, time.Since(start)/time.Second, "n = %d", n)
			require.EqualValues(t, min(n, 12), g.most.Load())
		}
	})
}

func TestCallsOfAStreamBeginInTheOrderOfTheItems(t *testing.T) {
	inBoth(t, func(t *testing.T, over onStream) {
		begun := make(chan int, 100)
		_, err := results(t, over(t.Context(), 1, slices.Values(upTo(100)), func(_ context.Context, i int) (int, error) {
			begun <- i
			return i, nil
		}))
		require.NoError(t, err)
		for i := range 100 {
			require.Equal(t, i, <-begun)
		}
	})
}

// A result is not held back for a batch that fills: not when the source is
// slow, and not when the calls are.
func TestAResultComesAsSoonAsItIsThere(t *testing.T) {
	inBoth(t, func(t *testing.T, over onStream) {
		start := time.Now()
		slow := func(yield func(int) bool) {
			for i := 1; i <= 5 && yield(i); i++ {
				time.Sleep(time.Hour)
			}
		}
		for i, err := range over(t.Context(), 3, slow, func(_ context.Context, i int) (int, error) { return i, nil }) {
			require.NoError(t, err)
			require.Equal(t, time.Duration(i-1)*time.Hour, time.Since(start))
		}

		start = time.Now()
		want := 0
		for _, err := range over(t.Context(), 1, slices.Values(upTo(40)), func(context.Context, int) (int, error) {
			time.Sleep(time.Hour)
			return 0, nil
		}) {
			require.NoError(t, err)
			want++
			require.Equal(t, time.Duration(want)*time.Hour, time.Since(start))
		}
	})
}

func TestASlowHeadHoldsABoundedNumberBehindIt(t *testing.T) {
	for n, room := range map[int]int64{1: 128, 2: 128, 32: 128, 33: 256, 100: 512} {
		synctest.Test(t, func(t *testing.T) {
			var source counted
			var begun atomic.Int64
			release := make(chan struct{})
			go func() { // ends when the stream is at rest
				synctest.Wait()
				require.EqualValues(t, room, source.taken.Load(), "n = %d", n)
				if n > 1 {
					require.EqualValues(t, room, begun.Load())
				}
				close(release)
			}()
			got, err := results(t, fan.Ordered(t.Context(), n, source.upTo(3000), func(_ context.Context, i int) (int, error) {
				if begun.Add(1); i == 0 {
					<-release
				}
				return i, nil
			}))
			require.NoError(t, err)
			require.Equal(t, upTo(3000), got)
		})
	}
}

func TestASlowLoopHoldsABoundedNumberBehindIt(t *testing.T) {
	inBoth(t, func(t *testing.T, over onStream) {
		var source counted
		handed := 0
		for range over(t.Context(), 4, source.upTo(2000), double) {
			synctest.Wait()
			require.LessOrEqual(t, source.taken.Load()-int64(handed), int64(128))
			handed++
		}
		require.Equal(t, 2000, handed)
	})
}

func TestAnUnorderedStreamHasNoHead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		n := 0
		for i, err := range fan.Unordered(t.Context(), 2, slices.Values(upTo(3000)), func(_ context.Context, i int) (int, error) {
			if i == 0 {
				<-release
			}
			return i, nil
		}) {
			require.NoError(t, err)
			if n++; n == 2999 {
				close(release)
			}
			require.Equal(t, n == 3000, i == 0)
		}
		require.Equal(t, 3000, n)
	})
}

// What the loop has asked past is garbage, and so is the item it was made of.
func TestAStreamKeepsNothingThatItHasHandedOut(t *testing.T) {
	type big = [1 << 16]byte
	for _, over := range []func(context.Context, int, iter.Seq[*big], func(context.Context, *big) (*big, error)) iter.Seq2[*big, error]{
		fan.Ordered[*big, *big], fan.Unordered[*big, *big],
	} {
		var freed atomic.Int64
		fresh := func() *big {
			b := new(big)
			runtime.AddCleanup(b, func(int) { freed.Add(1) }, 0)
			return b
		}
		source := func(yield func(*big) bool) {
			for range 100 {
				if !yield(fresh()) {
					return
				}
			}
		}
		n := 0
		for _, err := range over(t.Context(), 1, source, func(context.Context, *big) (*big, error) { return fresh(), nil }) {
			require.NoError(t, err)
			if n++; n == 100 {
				for freed.Load() < 2*(100-32) { // the last batch may be there
					runtime.GC()
				}
			}
		}
	}
}

func TestEachRangeBeginsAnew(t *testing.T) {
	inBoth(t, func(t *testing.T, over onStream) {
		stream := over(t.Context(), 2, slices.Values(upTo(50)), double)
		for range 3 {
			got, err := results(t, stream)
			require.NoError(t, err)
			require.Len(t, got, 50)
		}
	})
}

func TestStreamsInARow(t *testing.T) {
	inBoth(t, func(t *testing.T, over onStream) {
		values := func(yield func(int) bool) {
			for r, err := range over(t.Context(), 3, slices.Values(upTo(500)), double) {
				if err != nil || !yield(r) {
					return
				}
			}
		}
		got, err := results(t, over(t.Context(), 2, values, double))
		require.NoError(t, err)
		slices.Sort(got)
		require.Equal(t, 4*499, got[499])
	})
}
