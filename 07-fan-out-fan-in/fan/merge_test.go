package fan_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.com/mastery/07-fan-out-fan-in/fan"
)

// sources are channels with room for some values, each fed by a goroutine that
// ends when all are received, and then closed.
func sources(room int, values [][]int) []<-chan int {
	var ins []<-chan int
	for _, vs := range values {
		in := make(chan int, room)
		ins = append(ins, in)
		go func() {
			defer close(in)
			for _, v := range vs {
				in <- v
			}
		}()
	}
	return ins
}

// All values come, each once, and those of one channel in their order.
func TestLawOfMerge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.IntRange(0, 20), 0, 6).Draw(t, "counts")
		values := make([][]int, len(counts))
		for c, count := range counts {
			for i := range count {
				values[c] = append(values[c], 100*c+i)
			}
		}
		got := make([][]int, len(counts))
		for v := range fan.Merge(t.Context(), sources(rapid.IntRange(0, 3).Draw(t, "room"), values)...) {
			got[v/100] = append(got[v/100], v)
		}
		require.Equal(t, values, got)
	})
}

func TestMergeDoesNotWaitForOneOfThem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		late, quick := make(chan int), make(chan int)
		time.AfterFunc(time.Minute, func() { quick <- 1; close(quick) })
		time.AfterFunc(time.Hour, func() { late <- 2; close(late) })
		start := time.Now()
		var at []time.Duration
		for range fan.Merge(t.Context(), late, quick) {
			at = append(at, time.Since(start))
		}
		require.Equal(t, []time.Duration{time.Minute, time.Hour}, at)
	})
}

func TestABreakOutOfAMergeLeavesNothing(t *testing.T) {
	for range 50 { // a select with two cases that are ready
		synctest.Test(t, func(t *testing.T) {
			a, b := make(chan int, 10), make(chan int) // nobody ever sends to b
			for i := range 10 {
				a <- i
			}
			for v := range fan.Merge(t.Context(), a, b) {
				require.Zero(t, v)
				synctest.Wait()
				break
			}
			require.Len(t, a, 8, "one was handed out, one was received too many")
		})
	}
}

func TestAContextEndsAMerge(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		start := time.Now()
		require.Empty(t, slices.Collect(fan.Merge(ctx, make(chan int), nil)))
		require.Equal(t, time.Minute, time.Since(start))

		full := make(chan int, 10)
		for range 10 {
			full <- 1
		}
		require.Empty(t, slices.Collect(fan.Merge(ctx, full)), "an ended context yields nothing")
	})
}

func TestACancelInTheLoopEndsAMergeAtOnce(t *testing.T) {
	for range 100 {
		ctx, cancel := context.WithCancel(t.Context())
		full := make(chan int, 10)
		for range 10 {
			full <- 1
		}
		n := 0
		for range fan.Merge(ctx, full, full) {
			n++
			cancel()
		}
		cancel()
		require.Equal(t, 1, n)
	}
}

func TestAMergeOfNothingEnds(t *testing.T) {
	require.Empty(t, slices.Collect(fan.Merge[int](t.Context())))
}

func TestAPanicInTheLoopOverAMergeLeavesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := make(chan int, 5)
		in <- 1
		require.Equal(t, "body", raised(func() {
			for range fan.Merge(t.Context(), in) {
				panic("body")
			}
		}))
	})
}
