package main

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/destel/rill"
	"github.com/sourcegraph/conc/panics"
	"github.com/sourcegraph/conc/stream"
	"github.com/stretchr/testify/require"
)

func BenchmarkStages(b *testing.B) { bench(b, "Stages") }

func BenchmarkMapOrdered(b *testing.B) { bench(b, "MapOrdered") }

// Those that are compared do the same work.
func TestThePipelinesAgree(t *testing.T) {
	ints := make([]int, 1000)
	for i := range ints {
		ints[i] = i
	}
	want := loopStages(ints)
	require.Equal(t, want, pipelineStages(ints))
	require.Equal(t, want, rillStages(ints))
	require.Equal(t, want, channelStages(ints))
	require.Equal(t, want, batchStages(ints))
	require.Equal(t, want, seqStages(ints))
	require.Equal(t, ints[999], 999, "nobody changes the ints")

	require.NotZero(t, pipelineOrdered(1))
	require.Equal(t, pipelineOrdered(1), rillOrdered(1))
	require.Equal(t, pipelineOrdered(1), concOrdered(1))
}

// What follows holds the contests, and the package comment of
// 06-pipelines/pipeline, to what they say of others.

func init() {
	programs["rill panics"] = func() {
		defer func() { _ = recover() }() // would catch a panic raised by ForEach
		s := rill.Map(rill.FromSlice([]int{1}, nil), 1, func(int) (int, error) { panic("boom") })
		fmt.Println("ForEach returned", rill.ForEach(s, 1, func(int) error { return nil }))
	}
}

func TestAPanicUnderRillEndsTheProgram(t *testing.T) {
	out, err := program(t, "rill panics")
	require.Error(t, err)
	require.Contains(t, out, "panic: boom")
	require.NotContains(t, out, "ForEach returned")
}

func TestRillWorksOffTheRestAfterAnError(t *testing.T) {
	planted := errors.New("planted")
	begun := make(chan int, 100)
	s := rill.Map(rill.FromSlice(make([]int, 100), nil), 1, func(n int) (int, error) {
		begun <- n
		return n, nil
	})
	err := rill.ForEach(s, 1, func(int) error { return planted })
	require.Equal(t, planted, err)
	require.Eventually(t, func() bool { return len(begun) == 100 }, 10*time.Second, time.Millisecond,
		"the stage has worked on every item, though nobody wants one")
}

func TestConcStreamDoesTheRestBeforeItRaisesAPanic(t *testing.T) {
	done := 0
	value := func() (value any) {
		defer func() { value = recover() }()
		s := stream.New().WithMaxGoroutines(2)
		for i := range 100 {
			s.Go(func() stream.Callback {
				if i == 0 {
					panic("boom")
				}
				return func() { done++ }
			})
		}
		s.Wait()
		return nil
	}()
	require.IsType(t, new(panics.Recovered), value)
	require.Equal(t, 99, done)
}
