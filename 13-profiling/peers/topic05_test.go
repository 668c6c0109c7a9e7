package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"testing"
	"time"

	"github.com/alitto/pond/v2"
	"github.com/panjf2000/ants/v2"
	concpool "github.com/sourcegraph/conc/pool"
	"github.com/stretchr/testify/require"
)

func BenchmarkSubmit(b *testing.B) { bench(b, "Submit") }

func BenchmarkWork(b *testing.B) { bench(b, "Work") }

func BenchmarkCall(b *testing.B) { bench(b, "Call") }

// What follows holds the table to what it says of the peers.

func init() {
	ants.Release() // its default pool, which has goroutines from the start
	programs["pond panics"] = func() {
		p := pond.NewPool(2)
		if err := p.Go(func() { panic("boom") }); err != nil {
			panic(err)
		}
		p.StopAndWait()
		if p.FailedTasks() != 1 {
			panic("not counted")
		}
	}
}

func TestPondCountsAPanicAndReportsItNowhere(t *testing.T) {
	out, err := program(t, "pond panics")
	require.NoError(t, err)
	require.Empty(t, out)
}

// The future of a task that called Goexit stays open: here until the context of
// the pool ends.
func TestPondNeverTellsOfAGoexit(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	p := pond.NewResultPool[int](1, pond.WithContext(ctx))
	_, err := p.SubmitErr(func() (int, error) { runtime.Goexit(); return 0, nil }).Wait()
	require.ErrorIs(t, err, context.DeadlineExceeded)
	p.StopAndWait()
}

func TestAntsLogsAPanicAndGoesOn(t *testing.T) {
	lines := make(logTo, 1)
	p, err := ants.NewPool(1, ants.WithLogger(lines))
	require.NoError(t, err)
	defer p.Release()
	require.NoError(t, p.Submit(func() { panic("boom") }))
	require.Contains(t, <-lines, "boom")
	done := make(chan struct{})
	require.NoError(t, p.Submit(func() { close(done) }))
	<-done
}

// logTo is a logger of ants.
type logTo chan string

func (l logTo) Printf(format string, args ...any) { l <- fmt.Sprintf(format, args...) }

func TestConcKeepsTheFirstPanicForWaitAndIsOverThen(t *testing.T) {
	p := concpool.New().WithMaxGoroutines(1)
	p.Go(func() { panic(io.EOF) })
	ran := false
	p.Go(func() { ran = true })
	require.Panics(t, p.Wait)
	require.True(t, ran)
	require.PanicsWithError(t, "send on closed channel", func() { p.Go(func() {}) })
}

func TestPondsErrorOfAPanicHasItsStackAsText(t *testing.T) {
	p := pond.NewResultPool[int](1)
	_, err := p.SubmitErr(func() (int, error) { panic(errors.New("boom")) }).Wait()
	require.ErrorIs(t, err, pond.ErrPanic)
	require.Contains(t, err.Error(), "goroutine ")
	p.StopAndWait()
}
