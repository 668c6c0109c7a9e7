package pipeline_test

import (
	"context"
	"runtime"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"example.com/mastery/06-pipelines/pipeline"
)

func TestBatchesAreFullButTheLast(t *testing.T) {
	for _, wait := range []time.Duration{-1, 0, time.Hour} {
		for n := range 10 {
			got, err := pipeline.Batch(ints(n), 3, wait).Collect(t.Context())
			require.NoError(t, err)
			require.Equal(t, slices.Collect(slices.Chunk(upTo(n), 3)), got)
		}
	}
}

// at is a stream of the times, which come at these times after its start.
func at(times ...time.Duration) pipeline.Stream[time.Duration] {
	return pipeline.Generate("at", func(_ context.Context, emit func(time.Duration) error) error {
		start := time.Now()
		for _, d := range times {
			<-time.After(d - time.Since(start))
			if err := emit(d); err != nil {
				return err
			}
		}
		return nil
	})
}

// A batch that came out, and when.
type batch struct {
	at    time.Duration
	items []time.Duration
}

func TestABatchGoesOnInTime(t *testing.T) {
	const s = time.Second
	type times = []time.Duration
	for name, c := range map[string]struct {
		come times
		want []batch
	}{
		"when the wait is over":      {times{1 * s, 2 * s, 20 * s}, []batch{{11 * s, times{1 * s, 2 * s}}, {20 * s, times{20 * s}}}},
		"counted from its first":     {times{1 * s, 10 * s, 12 * s}, []batch{{11 * s, times{1 * s, 10 * s}}, {12 * s, times{12 * s}}}},
		"not at regular times":       {times{8 * s, 25 * s, 31 * s, 50 * s}, []batch{{18 * s, times{8 * s}}, {35 * s, times{25 * s, 31 * s}}, {50 * s, times{50 * s}}}},
		"when it is full":            {times{1 * s, 2 * s, 3 * s, 30 * s}, []batch{{3 * s, times{1 * s, 2 * s, 3 * s}}, {30 * s, times{30 * s}}}},
		"not with the last one's":    {times{1 * s, 2 * s, 3 * s, 4 * s, 30 * s}, []batch{{3 * s, times{1 * s, 2 * s, 3 * s}}, {14 * s, times{4 * s}}, {30 * s, times{30 * s}}}},
		"when the items end":         {times{1 * s, 2 * s}, []batch{{2 * s, times{1 * s, 2 * s}}}},
		"never empty":                {times{1 * s, 100 * s}, []batch{{11 * s, times{1 * s}}, {100 * s, times{100 * s}}}},
		"also when it has one place": {times{1 * s, 1 * s, 1 * s, 1 * s, 99 * s}, []batch{{1 * s, times{1 * s, 1 * s, 1 * s}}, {11 * s, times{1 * s}}, {99 * s, times{99 * s}}}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				start := time.Now()
				var got []batch
				require.NoError(t, pipeline.Batch(at(c.come...), 3, 10*s).ForEach(t.Context(), "note",
					func(_ context.Context, items times) error {
						got = append(got, batch{time.Since(start), items})
						return nil
					}))
				require.Equal(t, c.want, got)
			})
		})
	}
}

func TestWithoutALimitABatchWaitsUntilItIsFull(t *testing.T) {
	for _, wait := range []time.Duration{0, -time.Second} {
		synctest.Test(t, func(t *testing.T) {
			times := []time.Duration{1, 100, 10_000, 1_000_000, 100_000_000}
			got, err := pipeline.Batch(at(times...), 2, wait).Collect(t.Context())
			require.NoError(t, err)
			require.Equal(t, slices.Collect(slices.Chunk(times, 2)), got)
		})
	}
}

// A batch that nobody takes is late; the next one has its whole time all the
// same, from when Batch got its first item.
func TestABatchBehindASlowConsumerHasItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		var got []batch
		s := pipeline.Batch(at(0, 0, 0, 25*time.Second, 26*time.Second, 27*time.Second), 1, time.Second).Room(1)
		require.NoError(t, s.ForEach(t.Context(), "slow", func(_ context.Context, items []time.Duration) error {
			got = append(got, batch{time.Since(start), items})
			time.Sleep(10 * time.Second)
			return nil
		}))
		require.Len(t, got, 6)
		for i, b := range got {
			require.Equal(t, time.Duration(i)*10*time.Second, b.at)
			require.Len(t, b.items, 1)
		}
	})
}

func TestABatchBelongsToWhoGetsIt(t *testing.T) {
	var kept [][]int
	require.NoError(t, pipeline.Batch(ints(100), 7, 0).ForEach(t.Context(), "keep", func(_ context.Context, items []int) error {
		kept = append(kept, items, append(items, -1)) // would write into the next, were it the same memory
		return nil
	}))
	want := 0
	for i := 0; i < len(kept); i += 2 {
		for _, item := range kept[i] {
			require.Equal(t, want, item)
			want++
		}
	}
	require.Equal(t, 100, want)
}

// What a context ends is not the end of the items, also if the source says
// nothing of it and is seen to end first. One processor makes that likely.
func TestABatchThatWasBegunIsDroppedWhenTheStreamIsStopped(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for range 30 {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			s := pipeline.Generate("until it ends", func(ctx context.Context, emit func(int) error) error {
				if err := emit(1); err != nil {
					return err
				}
				<-ctx.Done()
				return nil // which is wrong, and common
			})
			time.AfterFunc(time.Minute, cancel)
			got, err := pipeline.Batch(s, 10, time.Hour).Collect(ctx)
			require.ErrorIs(t, err, context.Canceled)
			require.Empty(t, got)
		})
	}
}
