package main

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/destel/rill"
	conciter "github.com/sourcegraph/conc/iter"
	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"
)

func BenchmarkFanSlice(b *testing.B) { bench(b, "FanSlice") }

func BenchmarkFanSlice10us(b *testing.B) { bench(b, "FanSlice10us") }

func BenchmarkFanForEach(b *testing.B) { bench(b, "FanForEach") }

func BenchmarkFanOrdered(b *testing.B) { bench(b, "FanOrdered") }

func BenchmarkFanUnordered(b *testing.B) { bench(b, "FanUnordered") }

func BenchmarkFanOrdered10us(b *testing.B) { bench(b, "FanOrdered10us") }

// What follows holds the package comment of 07-fan-out-fan-in/fan, and the
// table, to what they say of others.

var errFan = errors.New("the item failed")

func init() {
	programs["rill OrderedMap panics"] = func() {
		defer func() { _ = recover() }() // would catch a panic raised in the caller
		_, _ = rill.ToSlice(rill.OrderedMap(rill.FromSlice(make([]int, 10), nil), 2, func(int) (int, error) { panic("boom") }))
		select {}
	}
}

func TestAPanicUnderRillsOrderedMapEndsTheProgram(t *testing.T) {
	out, err := program(t, "rill OrderedMap panics")
	require.Error(t, err)
	require.Contains(t, out, "panic: boom")
}

// fanCallsUntil returns a function that counts its calls, and waits until there
// were n.
func fanCallsUntil(n int64) (call func(), wait func()) {
	var calls atomic.Int64
	return func() { calls.Add(1) }, func() {
		for calls.Load() < n {
			runtime.Gosched()
		}
	}
}

func TestRillsOrderedMapGoesOnWhenTheLoopIsLeft(t *testing.T) {
	call, wait := fanCallsUntil(1000)
	out := rill.OrderedMap(rill.FromSeq(slices.Values(make([]int, 1000)), nil), 2, func(int) (int, error) { call(); return 0, nil })
	for range rill.ToSeq2(out) {
		break
	}
	wait()
}

func TestRillsToSliceLetsTheCallsGoOnAfterAnError(t *testing.T) {
	call, wait := fanCallsUntil(1000)
	_, err := rill.ToSlice(rill.OrderedMap(rill.FromSlice(make([]int, 1000), nil), 2, func(int) (int, error) { call(); return 0, errFan }))
	require.ErrorIs(t, err, errFan)
	wait()
}

func TestRillsForEachReturnsBeforeTheCallsEnd(t *testing.T) {
	running, release, ended := make(chan struct{}), make(chan struct{}), make(chan struct{})
	err := rill.ForEach(rill.FromSlice([]int{0, 1}, nil), 2, func(i int) error {
		if i == 0 {
			close(running)
			<-release
			close(ended)
			return nil
		}
		<-running
		return errFan
	})
	require.ErrorIs(t, err, errFan)
	close(release) // it would wait for ever above if it waited for the call
	<-ended
}

func TestAnErrorDoesNotStopConcsIter(t *testing.T) {
	var calls atomic.Int64
	m := conciter.Mapper[int, int]{MaxGoroutines: 2}
	_, err := m.MapErr(make([]int, 1000), func(*int) (int, error) {
		if calls.Add(1) == 1 {
			return 0, errFan
		}
		return 0, nil
	})
	require.ErrorIs(t, err, errFan)
	require.EqualValues(t, 1000, calls.Load())
}

func TestAPanicStopsOneWorkerOfConcsIter(t *testing.T) {
	var calls atomic.Int64
	defer func() {
		require.IsType(t, new(panics.Recovered), recover())
		require.EqualValues(t, 1000, calls.Load())
	}()
	it := conciter.Iterator[int]{MaxGoroutines: 2}
	it.ForEachIdx(make([]int, 1000), func(int, *int) {
		if calls.Add(1) == 1 {
			panic("boom")
		}
	})
}

func TestErrgroupBeginsTasksAfterTheFirstError(t *testing.T) {
	var begun int
	g, ctx := errgroup.WithContext(context.Background())
	g.SetLimit(1)
	for range 10 {
		g.Go(func() error { begun++; return errFan })
	}
	require.ErrorIs(t, g.Wait(), errFan)
	require.Error(t, ctx.Err())
	require.Equal(t, 10, begun)
}
