package pipeline_test

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.com/mastery/06-pipelines/pipeline"
)

// A step is a stage and the function over slices that it must be equal to.
type step struct {
	name    string
	stage   func(s pipeline.Stream[int], at func(int) error) pipeline.Stream[int]
	law     func(items []int) []int
	ordered bool
}

// steps returns the stages that a test may draw. Each calls at with each item
// that it gets.
func steps(t *rapid.T) []step {
	workers := rapid.IntRange(1, 5).Draw(t, "workers")
	size := rapid.IntRange(1, 5).Draw(t, "size")
	each := func(f func(int) []int) func([]int) []int {
		return func(items []int) []int {
			var all []int
			for _, item := range items {
				all = append(all, f(item)...)
			}
			return all
		}
	}
	inc := func(at func(int) error) func(context.Context, int) (int, error) {
		return func(_ context.Context, n int) (int, error) { return n + 1, at(n) }
	}
	lawOfInc := each(func(n int) []int { return []int{n + 1} })
	type stream = pipeline.Stream[int]
	return []step{
		{"map", func(s stream, at func(int) error) stream { return pipeline.Map(s, "x", inc(at)) }, lawOfInc, true},
		{"ordered", func(s stream, at func(int) error) stream { return pipeline.MapOrdered(s, "x", workers, inc(at)) }, lawOfInc, true},
		{"unordered", func(s stream, at func(int) error) stream { return pipeline.MapUnordered(s, "x", workers, inc(at)) }, lawOfInc, false},
		{
			"filter",
			func(s stream, at func(int) error) stream {
				return pipeline.Filter(s, "x", func(_ context.Context, n int) (bool, error) { return n%3 != 0, at(n) })
			},
			func(items []int) []int {
				return slices.DeleteFunc(slices.Clone(items), func(n int) bool { return n%3 == 0 })
			}, true,
		},
		{
			"flatmap",
			func(s stream, at func(int) error) stream {
				return pipeline.FlatMap(s, "x", func(_ context.Context, n int, emit func(int) error) error {
					for range n % 3 {
						if err := emit(n); err != nil {
							return err
						}
					}
					return at(n)
				})
			},
			each(func(n int) []int { return slices.Repeat([]int{n}, n%3) }), true,
		},
		{
			"batch",
			func(s stream, at func(int) error) stream {
				return pipeline.FlatMap(pipeline.Batch(s, size, 0), "x", func(_ context.Context, batch []int, emit func(int) error) error {
					for _, n := range batch {
						if err := emit(n); err != nil {
							return err
						}
						if err := at(n); err != nil {
							return err
						}
					}
					return nil
				})
			},
			func(items []int) []int { return items }, true,
		},
	}
}

var sources = map[string]func(n int) pipeline.Stream[int]{
	"slice":    func(n int) pipeline.Stream[int] { return pipeline.FromSlice(upTo(n)) },
	"seq":      func(n int) pipeline.Stream[int] { return pipeline.FromSeq("seq", slices.Values(upTo(n))) },
	"generate": ints,
	"channel": func(n int) pipeline.Stream[int] {
		c := make(chan int, n)
		for i := range n {
			c <- i
		}
		close(c)
		return pipeline.FromChan(c)
	},
}

// Whatever the stages, the room and the number of processors: what comes out is
// what the same functions make of a slice; in its order, if all stages keep it.
func TestLawOfTheSlice(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	rapid.Check(t, func(t *rapid.T) {
		runtime.GOMAXPROCS(rapid.IntRange(1, 4).Draw(t, "processors"))
		n := rapid.SampledFrom([]int{0, 1, 2, 10, 31, 32, 33, 64, 65, 200, 500}).Draw(t, "n")
		s := sources[rapid.SampledFrom([]string{"slice", "seq", "generate", "channel"}).Draw(t, "source")](n)
		want, ordered := upTo(n), true
		for range rapid.IntRange(0, 5).Draw(t, "stages") {
			step := rapid.SampledFrom(steps(t)).Draw(t, "stage")
			s = step.stage(s, func(int) error { return nil })
			if room := rapid.SampledFrom([]int{0, 1, 2, 3, 7, 64, 100}).Draw(t, "room"); room > 0 {
				s = s.Room(room)
			}
			want, ordered = step.law(want), ordered && step.ordered
		}
		got, err := s.Collect(t.Context())
		require.NoError(t, err)
		if !ordered {
			slices.Sort(got)
			slices.Sort(want)
		}
		require.Equal(t, append([]int{}, want...), append([]int{}, got...))
	})
}

func (s step) String() string { return s.name }

// Wherever it fails, the error is the one of that stage, and what has come out
// by then is a beginning of what would have.
func TestLawOfTheFirstError(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 300).Draw(t, "n")
		count := rapid.IntRange(1, 4).Draw(t, "stages")
		broken := rapid.IntRange(0, count-1).Draw(t, "broken")
		s, want, ordered, fails := ints(n), upTo(n), true, false
		for i := range count {
			step := rapid.SampledFrom(steps(t)).Draw(t, "stage")
			at := func(int) error { return nil }
			if i == broken && len(want) > 0 {
				fails = true
				bad := rapid.SampledFrom(want).Draw(t, "item")
				at = func(n int) error {
					if n == bad {
						return fmt.Errorf("%d is bad", n)
					}
					return nil
				}
			}
			s = step.stage(s, at).Room(rapid.IntRange(1, 40).Draw(t, "room"))
			want, ordered = step.law(want), ordered && step.ordered
		}
		got, err := s.Collect(t.Context())
		if !fails {
			require.NoError(t, err)
			return
		}
		require.ErrorContains(t, err, "is bad")
		requireNamed(t, err)
		if ordered {
			require.LessOrEqual(t, len(got), len(want))
			require.Equal(t, append([]int{}, want[:len(got)]...), append([]int{}, got...))
		}
	})
}

func requireNamed(t require.TestingT, err error) {
	failed, ok := err.(*pipeline.StageError)
	require.True(t, ok)
	require.Equal(t, "x", failed.Stage)
}

// Many streams at a time are cancelled, left, and failed at any moment. Goleak
// looks at what is left when the tests have ended.
func TestStorm(t *testing.T) {
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 60 {
				ctx, cancel := context.WithCancelCause(t.Context())
				when := (g*60 + i) * 7 % 400
				p := plant{func(_ context.Context, stage string, n int) error {
					if n != when {
						return nil
					}
					switch {
					case i%4 == 0 && stage == "ordered":
						go cancel(errPlanted)
					case i%4 == 1 && stage == plantStages[g]:
						return errPlanted
					case i%4 == 2 && stage == plantStages[g]:
						panic(errPlanted)
					}
					return nil
				}}
				seen := 0
				var err error
				for item, failed := range pipeline.Map(p.stream(), "end", same).All(ctx) {
					if err = failed; err != nil || i%4 == 3 && item == when {
						break
					}
					seen++
				}
				if err == nil && seen < plantItems && i%4 != 3 {
					t.Errorf("%d items are lost", plantItems-seen)
				}
				if err != nil && i%4 == 3 {
					t.Error(err)
				}
				cancel(nil)
			}
		})
	}
	wg.Wait()
}
