package pipeline_test

import (
	"context"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.com/mastery/06-pipelines/pipeline"
)

func TestAnItemCostsNoAllocation(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector allocates")
	}
	s := pipeline.FromSlice(upTo(20_000))
	s = pipeline.Filter(pipeline.Map(s, "double", double), "even", even)
	s = pipeline.FlatMap(s, "twice", twice)
	s = pipeline.MapOrdered(s, "ordered", 2, same)
	s = pipeline.MapUnordered(s, "unordered", 2, same)
	require.Less(t, testing.AllocsPerRun(3, func() {
		require.NoError(t, s.ForEach(t.Context(), "ignore", ignore[int]))
	}), 250.0)
}

type large = [1 << 20]byte

// tracked returns a large item, and a channel that is closed when it is gone.
func tracked() (*large, <-chan struct{}) {
	item, gone := new(large), make(chan struct{})
	runtime.AddCleanup(item, func(c chan struct{}) { close(c) }, gone)
	return item, gone
}

// await collects garbage until what was tracked is gone, or ctx ends.
func await(ctx context.Context, gone <-chan struct{}) error {
	for {
		runtime.GC()
		select {
		case <-gone:
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		default:
		}
	}
}

func through(_ context.Context, item *large) (*large, error) { return item, nil }

// An item that has gone through is not kept, neither by the room that it was in
// nor by the stage that took it out.
func TestAnItemThatIsGoneIsNotKept(t *testing.T) {
	s := pipeline.Generate("one", func(ctx context.Context, emit func(*large) error) error {
		item, gone := tracked()
		if err := emit(item); err != nil {
			return err
		}
		item = nil
		return await(ctx, gone) // the stream goes on and waits
	})
	s = pipeline.Map(s, "map", through)
	s = pipeline.MapOrdered(s, "ordered", 2, through)
	s = pipeline.MapUnordered(s, "unordered", 2, through)
	batches := pipeline.Batch(s, 1, 0)
	require.NoError(t, batches.ForEach(soon(t), "ignore", ignore[[]*large]))
}

// soon is a context that ends before the tests are out of time.
func soon(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// Several items are taken at a time, some from the end of the room and some
// from its beginning.
func TestNoneOfSeveralItemsIsKept(t *testing.T) {
	taken, full := make(chan struct{}), make(chan struct{})
	s := pipeline.Generate("fourteen", func(ctx context.Context, emit func(*large) error) error {
		var gone []<-chan struct{}
		send := func() {
			item, g := tracked()
			gone = append(gone, g)
			_ = emit(item)
		}
		for range 7 {
			send()
			<-taken // so that they are taken one by one
		}
		for range 7 {
			send()
		}
		close(full)
		for _, g := range gone {
			if err := await(ctx, g); err != nil {
				return err
			}
		}
		return nil
	}).Room(7)
	n := 0
	require.NoError(t, s.ForEach(soon(t), "sink", func(context.Context, *large) error {
		if n++; n <= 7 {
			taken <- struct{}{}
		}
		if n == 7 {
			<-full // the next are taken from the 8th slot on, which is the last
		}
		return nil
	}))
}

// A stream that has ended leaves no timer behind that knows it.
func TestAStreamThatHasEndedIsNotKept(t *testing.T) {
	type key struct{}
	item, gone := tracked()
	got, err := pipeline.Batch(ints(3), 2, time.Hour).Collect(context.WithValue(t.Context(), key{}, item))
	require.NoError(t, err)
	require.Len(t, got, 2)
	item = nil
	require.NoError(t, await(soon(t), gone))
}
