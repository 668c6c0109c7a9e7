package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"example.com/mastery/06-pipelines/pipeline"
)

func TestSources(t *testing.T) {
	items := make(chan int, 3)
	for i := range 3 {
		items <- i
	}
	close(items)
	for name, s := range map[string]pipeline.Stream[int]{
		"slice":    pipeline.FromSlice(upTo(3)),
		"seq":      pipeline.FromSeq("three", slices.Values(upTo(3))),
		"channel":  pipeline.FromChan(items),
		"generate": ints(3),
	} {
		t.Run(name, func(t *testing.T) {
			got, err := s.Collect(t.Context())
			require.NoError(t, err)
			require.Equal(t, []int{0, 1, 2}, got)
		})
	}
}

func TestStages(t *testing.T) {
	s := ints(6)
	for name, c := range map[string]struct {
		got  pipeline.Stream[int]
		want []int
	}{
		"Map":          {pipeline.Map(s, "double", double), []int{0, 2, 4, 6, 8, 10}},
		"Filter":       {pipeline.Filter(s, "even", even), []int{0, 2, 4}},
		"FlatMap":      {pipeline.FlatMap(s, "twice", twice), []int{0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5}},
		"MapOrdered":   {pipeline.MapOrdered(s, "double", 3, double), []int{0, 2, 4, 6, 8, 10}},
		"MapUnordered": {pipeline.MapUnordered(s, "double", 1, double), []int{0, 2, 4, 6, 8, 10}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := c.got.Collect(t.Context())
			require.NoError(t, err)
			require.Equal(t, c.want, got)
		})
	}
}

func TestTheZeroStreamHasNoItems(t *testing.T) {
	var s pipeline.Stream[int]
	got, err := pipeline.Map(s, "double", double).Collect(t.Context())
	require.NoError(t, err)
	require.Empty(t, got)
	require.NoError(t, s.Room(3).ForEach(t.Context(), "none", func(context.Context, int) error { return errors.New("an item") }))
}

func TestAStreamIsADescription(t *testing.T) {
	started := 0
	s := pipeline.Generate("count", func(_ context.Context, emit func(int) error) error {
		started++
		return emit(started)
	})
	doubled := pipeline.Map(s, "double", double)
	more := pipeline.Map(doubled, "again", double)
	require.Zero(t, started, "making a stream starts nothing")
	for i, s := range []pipeline.Stream[int]{s, doubled, more, doubled} {
		got, err := s.Collect(t.Context())
		require.NoError(t, err)
		require.Equal(t, []int{[]int{1, 2, 3, 4}[i] * []int{1, 2, 4, 2}[i]}, got)
	}
}

func TestASliceIsNotChanged(t *testing.T) {
	items := upTo(1000)
	s := pipeline.Map(pipeline.FromSlice(items), "double", double)
	for range 2 {
		got, err := s.Collect(t.Context())
		require.NoError(t, err)
		require.Len(t, got, 1000)
	}
	require.Equal(t, upTo(1000), items)
}

func sleep[T any](d time.Duration) func(context.Context, T) (T, error) {
	return func(_ context.Context, item T) (T, error) {
		time.Sleep(d)
		return item, nil
	}
}

func TestStagesWorkAtTheSameTime(t *testing.T) {
	for _, room := range []int{1, 2, 64} {
		synctest.Test(t, func(t *testing.T) {
			s := ints(10).Room(room)
			for _, name := range []string{"one", "two", "three"} {
				s = pipeline.Map(s, name, sleep[int](time.Second)).Room(room)
			}
			start := time.Now()
			_, err := s.Collect(t.Context())
			require.NoError(t, err)
			require.Equal(t, 12*time.Second, time.Since(start), "10 items and 2 more stages, not 30; room %d", room)
		})
	}
}

// every is a stream of n items, one a duration, and what time it is.
func every(d time.Duration, n int) pipeline.Stream[time.Time] {
	return pipeline.Generate("clock", func(_ context.Context, emit func(time.Time) error) error {
		for range n {
			time.Sleep(d)
			if err := emit(time.Now()); err != nil {
				return err
			}
		}
		return nil
	})
}

// No item waits for the next one: not at a stage, not between two, not in a
// source, and not while the function that comes before works on the next.
func TestAnItemGoesOnAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := every(time.Hour, 5)
		s = pipeline.Map(s, "map", sleep[time.Time](0))
		s = pipeline.Filter(s, "filter", func(context.Context, time.Time) (bool, error) { return true, nil })
		s = pipeline.FlatMap(s, "flat", func(_ context.Context, item time.Time, emit func(time.Time) error) error {
			err := emit(item)
			time.Sleep(30 * time.Minute)
			return err
		})
		s = pipeline.MapOrdered(s, "ordered", 3, sleep[time.Time](0))
		s = pipeline.MapUnordered(s, "unordered", 3, sleep[time.Time](0))
		batches := pipeline.Batch(s, 1, 0)
		n := 0
		require.NoError(t, batches.ForEach(t.Context(), "look", func(_ context.Context, batch []time.Time) error {
			n++
			require.Equal(t, time.Now(), batch[0])
			return nil
		}))
		require.Equal(t, 5, n)
	})
}

func TestASourceIsAheadByTheRoomAndNoMore(t *testing.T) {
	for _, room := range []int{1, 2, 3, 8, 64, 200} {
		synctest.Test(t, func(t *testing.T) {
			emitted := 0
			s := pipeline.Generate("ahead", func(_ context.Context, emit func(int) error) error {
				for i := range 1000 {
					if err := emit(i); err != nil {
						return err
					}
					emitted++
				}
				return nil
			}).Room(room)
			for range s.All(t.Context()) {
				synctest.Wait() // until the source is blocked
				taken := max(1, min(room/2, 32))
				require.GreaterOrEqual(t, emitted, room)
				require.LessOrEqual(t, emitted, room+taken)
				break
			}
		})
	}
}

func TestAFullRoomIsFilledAgainWhenHalfOfItIsFree(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		emitted := 0
		s := pipeline.Generate("ahead", func(_ context.Context, emit func(int) error) error {
			for i := range 100 {
				if err := emit(i); err != nil {
					return err
				}
				emitted++
			}
			return nil
		}).Room(8)
		slow := pipeline.MapUnordered(s, "one by one", 1, same).Room(1)
		var counts []int
		for i := range slow.All(t.Context()) {
			synctest.Wait()
			counts = append(counts, emitted-i)
			if i == 40 {
				break
			}
		}
		// Beyond the item that the loop has, there are one in the room of slow
		// and one that it can't push; then the room of 8, refilled from 4.
		counts = counts[8:]
		slices.Sort(counts)
		require.Equal(t, []int{8, 9, 10, 11}, slices.Compact(counts))
	})
}

func TestEmitMayBeCalledByManyAtATime(t *testing.T) {
	merged := pipeline.Generate("merge", func(_ context.Context, emit func(int) error) error {
		var wg sync.WaitGroup
		for g := range 4 {
			wg.Go(func() {
				for i := range 500 {
					_ = emit(1000*g + i)
				}
			})
		}
		wg.Wait()
		return nil
	}).Room(3)
	got, err := merged.Collect(t.Context())
	require.NoError(t, err)
	require.Len(t, got, 2000)
	last := [4]int{-1, -1, -1, -1}
	for _, item := range got {
		require.Equal(t, last[item/1000]+1, item%1000)
		last[item/1000]++
	}
}

func TestEmitAfterTheEndIsAnError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var late func(int) error
		s := pipeline.Generate("late", func(_ context.Context, emit func(int) error) error {
			late = emit
			return emit(0)
		})
		s = pipeline.Map(s, "same", func(_ context.Context, n int) (int, error) {
			synctest.Wait()
			return n, nil
		})
		got, err := pipeline.Map(s, "late", func(_ context.Context, n int) (int, error) {
			require.EqualError(t, late(1), "pipeline: emit called after its function had returned")
			return n, nil
		}).Collect(t.Context())
		require.NoError(t, err)
		require.Equal(t, []int{0}, got)
		require.EqualError(t, late(1), "pipeline: nobody consumes the stream any more")
	})
}

func TestMisusePanics(t *testing.T) {
	var s pipeline.Stream[int]
	for want, f := range map[string]func(){
		"Room below 1":                         func() { s.Room(0) },
		"FromSeq with a nil iterator":          func() { pipeline.FromSeq[int]("", nil) },
		"Generate with a nil function":         func() { pipeline.Generate[int]("", nil) },
		"Map with a nil function":              func() { pipeline.Map[int, int](s, "", nil) },
		"Filter with a nil function":           func() { pipeline.Filter(s, "", nil) },
		"FlatMap with a nil function":          func() { pipeline.FlatMap[int, int](s, "", nil) },
		"MapOrdered with a nil function":       func() { pipeline.MapOrdered[int, int](s, "", 1, nil) },
		"MapOrdered with less than 1 worker":   func() { pipeline.MapOrdered(s, "", 0, double) },
		"MapUnordered with a nil function":     func() { pipeline.MapUnordered[int, int](s, "", 1, nil) },
		"MapUnordered with less than 1 worker": func() { pipeline.MapUnordered(s, "", 0, double) },
		"Batch with a size below 1":            func() { pipeline.Batch(s, 0, time.Second) },
		"ForEach with a nil function":          func() { _ = s.ForEach(t.Context(), "", nil) },
	} {
		require.PanicsWithValue(t, "pipeline: "+want, f)
	}
}

func TestAParallelStageWorksOnAsManyItemsAsItHasWorkers(t *testing.T) {
	for name, parallel := range parallels {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var mu sync.Mutex // guards now, peak
				now, peak := 0, 0
				s := parallel(ints(100), "work", 7, func(_ context.Context, n int) (int, error) {
					mu.Lock()
					now++
					peak = max(peak, now)
					mu.Unlock()
					time.Sleep(time.Second)
					mu.Lock()
					now--
					mu.Unlock()
					return n, nil
				})
				start := time.Now()
				got, err := s.Collect(t.Context())
				require.NoError(t, err)
				slices.Sort(got)
				require.Equal(t, upTo(100), got)
				require.Equal(t, 7, peak)
				require.Equal(t, 15*time.Second, time.Since(start), "100 items, 7 at a time")
			})
		})
	}
}

type parallel func(pipeline.Stream[int], string, int, func(context.Context, int) (int, error)) pipeline.Stream[int]

var parallels = map[string]parallel{
	"ordered":   pipeline.MapOrdered[int, int],
	"unordered": pipeline.MapUnordered[int, int],
}

// The later an item, the sooner it is ready.
func TestOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		backwards := func(_ context.Context, n int) (int, error) {
			time.Sleep(time.Duration(10-n) * time.Second)
			return n, nil
		}
		ordered, err := pipeline.MapOrdered(ints(10), "backwards", 10, backwards).Collect(t.Context())
		require.NoError(t, err)
		require.Equal(t, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, ordered)
		unordered, err := pipeline.MapUnordered(ints(10), "backwards", 10, backwards).Collect(t.Context())
		require.NoError(t, err)
		require.Equal(t, []int{9, 8, 7, 6, 5, 4, 3, 2, 1, 0}, unordered)
	})
}

// While the first item takes for ever, exactly as many are begun as there is
// room, or as there are workers if that is more.
func TestASlowHeadHoldsUpAsMuchAsThereIsRoom(t *testing.T) {
	for _, c := range []struct{ room, workers, want int }{{8, 3, 8}, {1, 1, 1}, {1, 4, 4}, {5, 5, 5}, {64, 2, 64}, {100, 3, 100}} {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var mu sync.Mutex // guards begun
				begun, meanwhile := 0, 0
				s := pipeline.MapOrdered(ints(500), "work", c.workers, func(_ context.Context, n int) (int, error) {
					mu.Lock()
					begun++
					mu.Unlock()
					if n == 0 {
						time.Sleep(time.Hour) // until everybody else waits
						mu.Lock()
						meanwhile = begun
						mu.Unlock()
					}
					return n, nil
				}).Room(c.room)
				got, err := s.Collect(t.Context())
				require.NoError(t, err)
				require.Equal(t, upTo(500), got)
				require.Equal(t, c.want, meanwhile)
			})
		})
	}
}

// When room comes free, all workers that waited for it go on, not only one.
func TestAllWorkersThatWaitForRoomGoOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begun := make(chan int, 100)
		s := pipeline.MapOrdered(ints(100), "work", 4, func(_ context.Context, n int) (int, error) {
			begun <- n
			if n > 0 {
				time.Sleep(time.Second) // so that 0 is taken alone
			}
			return n, nil
		}).Room(8)
		for item := range s.All(t.Context()) {
			time.Sleep(time.Minute) // until all workers wait
			if item == 0 {
				require.Len(t, begun, 9, "one is taken, 8 wait")
			} else {
				require.Len(t, begun, 13, "half of the 8 are taken")
				break
			}
		}
	})
}

// When the slow head of an ordered stage is ready, so are those behind it: all
// workers of the next stage get one.
func TestWhatWaitedForTheHeadGoesToAllWorkers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		four := pipeline.Generate("four", func(_ context.Context, emit func(int) error) error {
			for i := range 4 {
				if err := emit(i); err != nil {
					return err
				}
			}
			time.Sleep(2 * time.Hour)
			return nil
		})
		s := pipeline.MapOrdered(four, "head", 4, func(_ context.Context, n int) (int, error) {
			if n == 0 {
				time.Sleep(time.Hour)
			}
			return n, nil
		})
		start := time.Now()
		require.NoError(t, pipeline.MapUnordered(s, "work", 4, sleep[int](time.Second)).ForEach(t.Context(), "look",
			func(context.Context, int) error {
				require.Equal(t, time.Hour+time.Second, time.Since(start))
				return nil
			}))
	})
}

// Unordered, a slow item holds up nobody.
func TestASlowItemHoldsUpNobodyElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := pipeline.MapUnordered(ints(500), "work", 2, func(_ context.Context, n int) (int, error) {
			if n == 0 {
				time.Sleep(time.Hour)
			}
			return n, nil
		})
		got, err := s.Collect(t.Context())
		require.NoError(t, err)
		require.Equal(t, append(upTo(500)[1:], 0), got)
	})
}
