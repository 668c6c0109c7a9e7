package pipeline_test

import (
	"context"
	"errors"
	"io"
	"iter"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"example.com/mastery/06-pipelines/pipeline"
)

// A plant is a stream with a stage of each kind, and a sink, all of whose
// functions call at with the stage's name and the item.
type plant struct {
	at func(ctx context.Context, stage string, item int) error
}

var (
	plantStages = []string{"source", "map", "filter", "flatmap", "ordered", "unordered", "tail", "sink"}
	errPlanted  = errors.New("planted")
)

// More than there is room for on the way.
const plantItems = 2000

func (p plant) stream() pipeline.Stream[int] {
	at := func(stage string) func(context.Context, int) (int, error) {
		return func(ctx context.Context, n int) (int, error) { return n, p.at(ctx, stage, n) }
	}
	s := pipeline.Generate("source", func(ctx context.Context, emit func(int) error) error {
		for i := range plantItems {
			if err := p.at(ctx, "source", i); err != nil {
				return err
			}
			if err := emit(i); err != nil {
				return err
			}
		}
		return nil
	})
	s = pipeline.Map(s, "map", at("map"))
	s = pipeline.Filter(s, "filter", func(ctx context.Context, n int) (bool, error) { return true, p.at(ctx, "filter", n) })
	s = pipeline.FlatMap(s, "flatmap", func(ctx context.Context, n int, emit func(int) error) error {
		if err := p.at(ctx, "flatmap", n); err != nil {
			return err
		}
		return emit(n)
	})
	s = pipeline.MapOrdered(s, "ordered", 3, at("ordered"))
	s = pipeline.MapUnordered(s, "unordered", 3, at("unordered"))
	batches := pipeline.Batch(s, 5, time.Second).Room(4)
	s = pipeline.FlatMap(batches, "flat", func(_ context.Context, batch []int, emit func(int) error) error {
		for _, n := range batch {
			if err := emit(n); err != nil {
				return err
			}
		}
		return nil
	})
	return pipeline.Map(s, "tail", at("tail"))
}

func (p plant) run(ctx context.Context) error {
	return p.stream().ForEach(ctx, "sink", func(ctx context.Context, n int) error { return p.at(ctx, "sink", n) })
}

// every stage is tried in a bubble, which fails if a goroutine is left or
// nothing goes on.
func inEveryStage(t *testing.T, test func(t *testing.T, stage string)) {
	for _, stage := range plantStages {
		t.Run(stage, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { test(t, stage) })
		})
	}
}

func requireStage(t *testing.T, err error, stage string) {
	t.Helper()
	failed, ok := err.(*pipeline.StageError)
	require.True(t, ok, "%T: %v", err, err)
	require.Equal(t, stage, failed.Stage)
}

func TestAPlantWithoutTroubleEnds(t *testing.T) {
	counts := map[string]int{}
	var mu sync.Mutex // guards counts
	synctest.Test(t, func(t *testing.T) {
		require.NoError(t, plant{func(_ context.Context, stage string, _ int) error {
			mu.Lock()
			defer mu.Unlock()
			counts[stage]++
			return nil
		}}.run(t.Context()))
	})
	for _, stage := range plantStages {
		require.Equal(t, plantItems, counts[stage], stage)
	}
}

func TestAnErrorStopsEverythingAndNamesItsStage(t *testing.T) {
	for _, item := range []int{0, 500, plantItems - 1} {
		inEveryStage(t, func(t *testing.T, stage string) {
			err := plant{func(_ context.Context, s string, n int) error {
				if s == stage && n == item {
					return errPlanted
				}
				return nil
			}}.run(t.Context())
			requireStage(t, err, stage)
			require.ErrorIs(t, err, errPlanted)
			require.EqualError(t, err, "stage "+stage+": planted")
		})
	}
}

// The error comes when nobody can move: the stages before are blocked on send,
// those behind wait for items.
func TestAnErrorWhileTheStagesBeforeAreBlocked(t *testing.T) {
	inEveryStage(t, func(t *testing.T, stage string) {
		err := plant{func(_ context.Context, s string, n int) error {
			if s == stage && n == 3 {
				time.Sleep(time.Minute) // passes when everybody is blocked
				return errPlanted
			}
			return nil
		}}.run(t.Context())
		requireStage(t, err, stage)
		require.ErrorIs(t, err, errPlanted)
	})
}

func TestAPanicIsAnErrorThatNamesItsStage(t *testing.T) {
	inEveryStage(t, func(t *testing.T, stage string) {
		err := plant{func(_ context.Context, s string, n int) error {
			if s == stage && n == 3 {
				time.Sleep(time.Minute)
				panic(io.ErrUnexpectedEOF)
			}
			return nil
		}}.run(t.Context())
		requireStage(t, err, stage)
		var panicked *pipeline.PanicError
		require.ErrorAs(t, err, &panicked)
		require.Equal(t, io.ErrUnexpectedEOF, panicked.Value)
		require.ErrorIs(t, err, io.ErrUnexpectedEOF)
		require.Contains(t, string(panicked.Stack), "TestAPanicIsAnErrorThatNamesItsStage")
		require.Contains(t, err.Error(), "stage "+stage+": panic: unexpected EOF\n\ngoroutine ")
	})
}

func TestAPanicWithWhatIsNoError(t *testing.T) {
	s := pipeline.FromSeq("seq", func(yield func(int) bool) { panic("boom") })
	_, err := s.Collect(t.Context())
	requireStage(t, err, "seq")
	var panicked *pipeline.PanicError
	require.ErrorAs(t, err, &panicked)
	require.Equal(t, "boom", panicked.Value)
	require.NoError(t, panicked.Unwrap())
}

// An iterator that runs on after a break panics, which comes too late to count.
func TestAnIteratorThatIgnoresABreak(t *testing.T) {
	s := pipeline.FromSeq("deaf", func(yield func(int) bool) {
		for i := 0; ; i++ {
			yield(i)
		}
	})
	for item, err := range s.All(t.Context()) {
		require.NoError(t, err)
		if item == 200 {
			break
		}
	}
}

func TestAGoexitIsAnErrorThatNamesItsStage(t *testing.T) {
	inEveryStage(t, func(t *testing.T, stage string) {
		var err error
		returned := false
		done := make(chan struct{})
		go func() { // ends with run
			defer close(done)
			err = plant{func(_ context.Context, s string, n int) error {
				if s == stage && n == 3 {
					runtime.Goexit()
				}
				return nil
			}}.run(t.Context())
			returned = true
		}()
		<-done
		if stage == "sink" {
			require.False(t, returned, "the caller's goroutine ends, as it would in a loop")
			return
		}
		requireStage(t, err, stage)
		require.ErrorIs(t, err, pipeline.ErrGoexit)
	})
}

// block waits until the stream is stopped, then reports that.
func block(ctx context.Context) error {
	<-ctx.Done()
	return ctx.Err()
}

func TestACancelWhileEveryStageIsBlockedOnSend(t *testing.T) {
	inEveryStage(t, func(t *testing.T, stage string) {
		ctx, cancel := context.WithCancelCause(t.Context())
		var begun, meanwhile atomic.Int64
		time.AfterFunc(time.Minute, func() { // nothing has moved for a long time
			meanwhile.Store(begun.Load())
			cancel(errPlanted)
		})
		start := time.Now()
		err := plant{func(ctx context.Context, s string, _ int) error {
			if s == "source" {
				begun.Add(1)
			}
			if s == stage {
				return block(ctx)
			}
			return nil
		}}.run(ctx)
		require.Equal(t, errPlanted, err, "the cause, as it is")
		require.Equal(t, time.Minute, time.Since(start), "at once")
		require.Less(t, meanwhile.Load(), int64(plantItems), "the source was blocked")
		require.Equal(t, meanwhile.Load(), begun.Load(), "and began nothing after the cancel")
	})
}

func TestTheEndOfADeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		_, err := pipeline.FromChan(make(chan int)).Collect(ctx)
		require.Equal(t, context.DeadlineExceeded, err)
	})
}

func TestNothingStartsUnderAContextThatHasEnded(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(errPlanted)
	started := false
	s := pipeline.Generate("source", func(context.Context, func(int) error) error {
		started = true
		return nil
	})
	_, err := s.Collect(ctx)
	require.Equal(t, errPlanted, err)
	require.False(t, started)
}

// What the other stages return because they were cancelled does not hide why.
func TestTheFirstErrorIsReturnedNotWhatFollowsFromIt(t *testing.T) {
	inEveryStage(t, func(t *testing.T, stage string) {
		err := plant{func(ctx context.Context, s string, n int) error {
			switch at, here := slices.Index(plantStages, s), slices.Index(plantStages, stage); {
			case at > here && s != "tail" && s != "sink":
				return block(ctx)
			case at == here && n == 3:
				time.Sleep(time.Minute)
				return errPlanted
			}
			return nil
		}}.run(t.Context())
		requireStage(t, err, stage)
		require.ErrorIs(t, err, errPlanted)
		require.NotErrorIs(t, err, context.Canceled)
	})
}

func TestAStageMayHaveACanceledOfItsOwn(t *testing.T) {
	_, err := pipeline.Map(ints(3), "own", func(context.Context, int) (int, error) { return 0, context.Canceled }).Collect(t.Context())
	requireStage(t, err, "own")
	require.ErrorIs(t, err, context.Canceled)
}

func TestAStagesContextTellsItWhyItWasStopped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var cause error
		s := pipeline.Generate("watches", func(ctx context.Context, emit func(int) error) error {
			if err := emit(1); err != nil {
				return err
			}
			<-ctx.Done()
			cause = context.Cause(ctx)
			require.Equal(t, cause, emit(2))
			return nil
		})
		err := s.ForEach(t.Context(), "sink", func(context.Context, int) error { return errPlanted })
		requireStage(t, err, "sink")
		require.Equal(t, err, cause)
	})
}

// A stage that has taken several items begins none of them after the stop.
func TestNoItemIsBegunOnceTheStreamIsStopped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begun := 0
		s := pipeline.Map(pipeline.FromSlice(upTo(100)), "stopped", func(_ context.Context, n int) (int, error) {
			begun++
			if n == 10 {
				time.Sleep(time.Minute)
			}
			return n, nil
		})
		err := s.ForEach(t.Context(), "sink", func(_ context.Context, n int) error {
			if n == 9 {
				time.Sleep(time.Second) // until 10 is begun
				return errPlanted
			}
			return nil
		})
		require.ErrorIs(t, err, errPlanted)
		require.Equal(t, 11, begun)
	})
}

func TestNoItemIsLookedAtOnceTheStreamIsStopped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begun := 0
		s := pipeline.Filter(pipeline.FromSlice(upTo(100)), "none", func(context.Context, int) (bool, error) {
			if begun++; begun == 10 {
				time.Sleep(time.Hour)
			}
			return false, nil
		})
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Minute, cancel)
		_, err := s.Collect(ctx)
		require.Equal(t, context.Canceled, err)
		require.Equal(t, 10, begun)
	})
}

// Workers that wait for room behind a slow head begin nothing more.
func TestNoWorkerBeginsAnItemOnceTheStreamIsStopped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begun := make(chan int, 100)
		_, err := pipeline.MapOrdered(ints(100), "work", 4, func(_ context.Context, n int) (int, error) {
			begun <- n
			if n == 0 {
				time.Sleep(time.Minute)
				return 0, errPlanted
			}
			return n, nil
		}).Room(8).Collect(t.Context())
		require.ErrorIs(t, err, errPlanted)
		require.Len(t, begun, 8)
	})
}

// None of the functions looks at its context.
func TestACancelThatNoFunctionSees(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := pipeline.Generate("deaf", func(_ context.Context, emit func(int) error) error {
			for {
				time.Sleep(time.Hour)
				if err := emit(1); err != nil {
					return nil
				}
			}
		})
		ctx, cancel := context.WithTimeout(t.Context(), 90*time.Minute)
		defer cancel()
		start := time.Now()
		_, err := pipeline.Map(s, "double", double).Collect(ctx)
		require.Equal(t, context.DeadlineExceeded, err)
		require.Equal(t, 2*time.Hour, time.Since(start), "it can be stopped where it emits")
	})
}

// A hooked context counts those who want to know of its end.
type hooked struct {
	context.Context
	hooks *int
}

func (hooked) Value(any) any { return nil } // or the context package would look behind it

func (h hooked) AfterFunc(func()) (stop func() bool) {
	*h.hooks++
	return func() bool {
		*h.hooks--
		return true
	}
}

func TestTheCallersContextIsLeftAsItWas(t *testing.T) {
	hooks := 0
	_, err := pipeline.Map(ints(10), "look", func(_ context.Context, n int) (int, error) {
		require.NotZero(t, hooks)
		return n, nil
	}).Collect(hooked{t.Context(), &hooks})
	require.NoError(t, err)
	require.Zero(t, hooks)
}

// A slow context has ended, but takes a minute each time to say so: nil only
// when it is asked first.
type slow struct {
	context.Context
	asked *atomic.Bool
}

func (slow) Value(any) any { return nil }

func (slow) Done() <-chan struct{} {
	done := make(chan struct{})
	close(done)
	return done
}

func (s slow) Err() error {
	if !s.asked.Swap(true) {
		return nil
	}
	time.Sleep(time.Minute)
	return context.Canceled
}

// The context package asks four times before Collect goes on; the fifth time, it
// is asked in the goroutine that is to stop the stream, which has ended by then.
func TestTheEndWaitsForACancelThatHasBegun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		_, err := ints(1).Collect(slow{t.Context(), new(atomic.Bool)})
		require.Equal(t, context.Canceled, err)
		require.Equal(t, 5*time.Minute, time.Since(start))
	})
}

// A source that ends because its context has ended is not one that is done.
func TestWhatAContextEndsIsNotTheEndOfTheItems(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Minute, cancel)
		s := pipeline.Generate("source", func(ctx context.Context, emit func(int) error) error {
			for ctx.Err() == nil {
				_ = emit(1)
				time.Sleep(time.Second)
			}
			return nil
		})
		got, err := s.Collect(ctx)
		require.Equal(t, context.Canceled, err)
		require.NotEmpty(t, got, "what had arrived")
	})
}

func TestALoopMayBeLeftWhileEveryStageIsBlockedOnSend(t *testing.T) {
	leave := map[string]func(ctx context.Context, s pipeline.Stream[int]){
		"break": func(ctx context.Context, s pipeline.Stream[int]) {
			for range s.All(ctx) {
				synctest.Wait()
				break
			}
		},
		"return": func(ctx context.Context, s pipeline.Stream[int]) {
			for range s.All(ctx) {
				synctest.Wait()
				return
			}
		},
		"panic": func(ctx context.Context, s pipeline.Stream[int]) {
			defer func() { _ = recover() }()
			for range s.All(ctx) {
				synctest.Wait()
				panic(errPlanted)
			}
		},
		"Goexit": func(ctx context.Context, s pipeline.Stream[int]) {
			done := make(chan struct{})
			go func() { // ends with the loop
				defer close(done)
				for range s.All(ctx) {
					synctest.Wait()
					runtime.Goexit()
				}
			}()
			<-done
		},
	}
	for name, leave := range leave {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ended := false
				p := plant{func(context.Context, string, int) error { return nil }}
				last := pipeline.FlatMap(p.stream(), "last", func(_ context.Context, n int, emit func(int) error) error {
					err := emit(n)
					if err != nil {
						time.Sleep(time.Hour) // to end takes its time
						ended = true
					}
					return err
				})
				leave(t.Context(), last)
				require.True(t, ended, "the loop waits for the functions that run")
			})
		})
	}
}

// What iter.Pull makes of All stops the stream when it is stopped.
func TestItemsMayBePulled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		next, stop := iter.Pull2(plant{func(context.Context, string, int) error { return nil }}.stream().All(t.Context()))
		for range 10 {
			_, err, ok := next()
			require.NoError(t, err)
			require.True(t, ok)
		}
		stop()
		_, _, ok := next()
		require.False(t, ok)
	})
}

func TestALoopGetsTheErrorLast(t *testing.T) {
	s := pipeline.Map(ints(100), "map", func(_ context.Context, n int) (int, error) {
		if n == 50 {
			return 0, errPlanted
		}
		return n, nil
	})
	var got []int
	var errs []error
	for item, err := range s.All(t.Context()) {
		if err != nil {
			require.Zero(t, item)
			errs = append(errs, err)
			continue
		}
		require.Empty(t, errs)
		got = append(got, item)
	}
	require.Len(t, errs, 1)
	requireStage(t, errs[0], "map")
	require.LessOrEqual(t, len(got), 50)
	require.Equal(t, upTo(len(got)), append([]int{}, got...))
}

// A loop that is left does not go on for an error of the same moment.
func TestALoopThatIsLeftGetsNoError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := pipeline.Map(ints(100), "map", func(_ context.Context, n int) (int, error) {
			if n == 50 {
				time.Sleep(time.Second)
				return 0, errPlanted
			}
			return n, nil
		})
		for _, err := range s.All(t.Context()) {
			require.NoError(t, err)
			time.Sleep(time.Minute) // until it has failed
			break
		}
	})
}

func TestCollectReturnsWhatHadArrived(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := pipeline.Map(ints(100), "map", func(_ context.Context, n int) (int, error) {
			if n == 50 {
				time.Sleep(time.Second) // all before have arrived
				return 0, errPlanted
			}
			return n, nil
		})
		got, err := s.Collect(t.Context())
		requireStage(t, err, "map")
		require.Equal(t, upTo(50), got)
	})
}

// Nobody returns before the functions that run have ended.
func TestTheEndWaitsForFunctionsThatRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ended := false
		s := pipeline.MapUnordered(ints(2), "deaf", 2, func(_ context.Context, n int) (int, error) {
			if n == 0 {
				time.Sleep(time.Minute) // the other one has begun
				return 0, errPlanted
			}
			time.Sleep(time.Hour)
			ended = true
			return 0, nil
		})
		_, err := s.Collect(t.Context())
		require.ErrorIs(t, err, errPlanted)
		require.True(t, ended)
	})
}

func TestPipelinesNest(t *testing.T) {
	inner := func(ctx context.Context, n int) (int, error) {
		got, err := pipeline.Map(ints(n), "inner", func(_ context.Context, i int) (int, error) {
			if i == 3 {
				return 0, errPlanted
			}
			return i, nil
		}).Collect(ctx)
		return len(got), err
	}
	_, err := pipeline.Map(ints(10), "outer", inner).Collect(t.Context())
	require.EqualError(t, err, "stage outer: stage inner: planted")
}
