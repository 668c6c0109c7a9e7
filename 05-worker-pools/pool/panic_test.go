package pool_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"example.com/mastery/05-worker-pools/pool"
)

// whereItPanics is looked for in stacks.
func whereItPanics(context.Context) { panic("boom") }

func exits(context.Context) { runtime.Goexit() }

func TestAPanicGoesToOnPanicAndTheWorkerGoesOn(t *testing.T) {
	var panics []*pool.PanicError
	p := &pool.Pool{Workers: 1, OnPanic: func(e *pool.PanicError) { panics = append(panics, e) }}
	bubble(t, p, func(t *testing.T, p *pool.Pool) {
		for range 3 {
			require.NoError(t, p.Submit(t.Context(), whereItPanics))
		}
		ran := false
		require.NoError(t, p.Submit(t.Context(), func(context.Context) { ran = true }))
		synctest.Wait()
		require.True(t, ran)
		require.Len(t, panics, 3)
		for _, e := range panics {
			require.Equal(t, "boom", e.Value)
			require.Contains(t, string(e.Stack), "pool_test.whereItPanics")
			require.Contains(t, e.Error(), "pool: a task panicked: boom\n\ngoroutine ")
			require.True(t, strings.HasPrefix(string(bytes.SplitN(e.Stack, []byte("\n"), 3)[1]), "panic("), "%s", e.Stack)
		}
		require.Equal(t, pool.Stats{Workers: 1, Idle: 1, Submitted: 4, Done: 4, Panicked: 3}, p.Stats())
	})
}

// Not parallel: it takes what the standard logger writes.
func TestWithoutOnPanicAPanicIsLogged(t *testing.T) {
	var out bytes.Buffer
	defer log.SetOutput(log.Writer())
	log.SetOutput(&out)
	bubble(t, &pool.Pool{Workers: 1}, func(t *testing.T, p *pool.Pool) {
		require.NoError(t, p.Submit(t.Context(), whereItPanics))
		synctest.Wait()
		require.Contains(t, out.String(), "pool: a task panicked: boom")
		require.Contains(t, out.String(), "pool_test.whereItPanics")
	})
}

func TestAGoexitEndsTheTaskAndNothingElse(t *testing.T) {
	p := &pool.Pool{Workers: 2, OnPanic: func(*pool.PanicError) { t.Error("Goexit is no panic") }}
	bubble(t, p, func(t *testing.T, p *pool.Pool) {
		for range 10 {
			require.NoError(t, p.Submit(t.Context(), exits))
		}
		ran := false
		require.NoError(t, p.Submit(t.Context(), func(context.Context) { ran = true }))
		synctest.Wait()
		require.True(t, ran)
		require.Equal(t, pool.Stats{Workers: 2, Idle: 2, Submitted: 11, Done: 11, Exited: 10}, p.Stats())
		occupy(t, p, 2)() // both workers are there
	})
}

func TestAPanicWhileGoexitRunsDeferredCalls(t *testing.T) {
	var got *pool.PanicError
	p := &pool.Pool{Workers: 1, OnPanic: func(e *pool.PanicError) { got = e }}
	bubble(t, p, func(t *testing.T, p *pool.Pool) {
		require.NoError(t, p.Submit(t.Context(), func(ctx context.Context) {
			defer whereItPanics(ctx)
			runtime.Goexit()
		}))
		synctest.Wait()
		require.Equal(t, "boom", got.Value)
		occupy(t, p, 1)()
	})
}

// Such as one that calls t.FailNow.
func TestAnOnPanicThatCallsGoexitLosesNoWorker(t *testing.T) {
	p := &pool.Pool{Workers: 1, Queue: 1, OnPanic: func(*pool.PanicError) { runtime.Goexit() }}
	bubble(t, p, func(t *testing.T, p *pool.Pool) {
		require.NoError(t, p.Submit(t.Context(), whereItPanics))
		synctest.Wait()
		release := occupy(t, p, 1)
		require.NoError(t, p.TrySubmit(nothing))
		go func() { // ends in the task's place
			_ = p.SubmitOrRun(whereItPanics)
			t.Error("SubmitOrRun returned")
		}()
		synctest.Wait()
		require.Equal(t, 1, p.Stats().Busy)
		release()
	})
}

func TestAPanicInTheCallerIsIsolatedToo(t *testing.T) {
	var got *pool.PanicError
	p := &pool.Pool{Workers: 1, Queue: 1, OnPanic: func(e *pool.PanicError) { got = e }}
	bubble(t, p, func(t *testing.T, p *pool.Pool) {
		release := occupy(t, p, 1)
		require.NoError(t, p.TrySubmit(nothing))
		require.NoError(t, p.SubmitOrRun(whereItPanics))
		require.Equal(t, "boom", got.Value)
		require.Contains(t, string(got.Stack), "pool_test.whereItPanics")
		gone := make(chan struct{})
		go func() {
			defer close(gone)
			_ = p.SubmitOrRun(exits)
			t.Error("SubmitOrRun returned")
		}()
		<-gone
		s := p.Stats()
		require.Equal(t, []uint64{2, 1, 1}, []uint64{s.Inline, s.Panicked, s.Exited})
		require.Equal(t, 1, s.Busy)
		release()
	})
}

func TestAPanicReachesTheOneWhoWaits(t *testing.T) {
	p := &pool.Pool{Workers: 1, OnPanic: func(*pool.PanicError) { t.Error("somebody waits for the task") }}
	bubble(t, p, func(t *testing.T, p *pool.Pool) {
		_, err := pool.Call(t.Context(), p, func(ctx context.Context) (int, error) { whereItPanics(ctx); return 0, nil })
		var e *pool.PanicError
		require.ErrorAs(t, err, &e)
		require.Equal(t, "boom", e.Value)
		require.Contains(t, string(e.Stack), "pool_test.whereItPanics")
		require.Nil(t, errors.Unwrap(e))

		_, err = pool.Call(t.Context(), p, func(context.Context) (int, error) { panic(io.ErrUnexpectedEOF) })
		require.ErrorIs(t, err, io.ErrUnexpectedEOF, "a value that is an error")

		_, err = pool.Call(t.Context(), p, func(ctx context.Context) (int, error) { exits(ctx); return 0, nil })
		require.Equal(t, pool.ErrGoexit, err)
		occupy(t, p, 1)()
	})
}
