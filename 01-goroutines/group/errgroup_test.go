package group_test

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"example.com/mastery/01-goroutines/group"
	"github.com/stretchr/testify/require"
)

func TestTheFirstErrorInTimeIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		late, early := errors.New("late"), errors.New("early")
		var g group.ErrGroup
		g.Go(func() error { time.Sleep(2 * time.Second); return late })
		g.Go(func() error { time.Sleep(time.Second); return early })
		g.Go(func() error { return nil })
		require.Equal(t, early, g.Wait(), "in time, not in the order of the calls")
		require.Equal(t, early, g.WaitRecover())
		g.Go(func() error { return late })
		require.Equal(t, early, g.Wait(), "it stays")
	})
}

func TestAnErrorUnderALimitFreesItsSlot(t *testing.T) {
	var g group.ErrGroup
	g.SetLimit(1)
	g.Go(func() error { return errTask })
	g.Go(func() error { return errors.New("second") })
	require.Equal(t, errTask, g.Wait())
}

func TestAPanicAndAGoexitOutrankAnError(t *testing.T) {
	for _, broken := range []func(){whereItPanics, runtime.Goexit} {
		var g group.ErrGroup
		g.SetLimit(1) // in this order
		g.Go(func() error { return errTask })
		g.Go(func() error { broken(); return nil })
		require.False(t, returns(func() { _ = g.Wait() }))
		require.NotErrorIs(t, g.WaitRecover(), errTask)
	}
}

// What a task returns is an error, also if it is another group's panic.
func TestAReturnedPanicErrorIsAnError(t *testing.T) {
	for _, returned := range []error{&group.PanicError{Value: "boom"}, group.ErrGoexit} {
		var g group.ErrGroup
		g.Go(func() error { return returned })
		require.Equal(t, returned, g.Wait())
	}
}

func TestWithoutAFailureTheContextLastsUntilWait(t *testing.T) {
	for _, wait := range []func(g *group.ErrGroup) error{(*group.ErrGroup).Wait, (*group.ErrGroup).WaitRecover} {
		synctest.Test(t, func(t *testing.T) {
			g, ctx := group.WithContext(t.Context())
			g.Go(func() error { return nil })
			synctest.Wait()
			require.NoError(t, ctx.Err())
			require.NoError(t, wait(g))
			require.Equal(t, context.Canceled, context.Cause(ctx))
		})
	}
}

// However the first task fails, the second sees its context cancelled and
// knows why.
func TestAFailureCancelsTheContext(t *testing.T) {
	for name, task := range map[string]func() error{
		"error":  func() error { return errTask },
		"panic":  func() error { panic(errTask) },
		"goexit": func() error { runtime.Goexit(); return nil },
	} {
		for _, limit := range []int{-1, 2} {
			t.Run(name, func(t *testing.T) {
				g, ctx := group.WithContext(t.Context())
				g.SetLimit(limit)
				g.Go(func() error { <-ctx.Done(); return ctx.Err() })
				g.Go(task)
				err := g.WaitRecover()
				cause := context.Cause(ctx)
				switch name {
				case "error":
					require.Equal(t, errTask, err)
					require.Equal(t, errTask, cause)
				case "panic":
					require.ErrorIs(t, err, errTask)
					require.Same(t, err, cause)
				case "goexit":
					require.Equal(t, group.ErrGoexit, err)
					require.Equal(t, group.ErrGoexit, cause)
				}
			})
		}
	}
}

func TestTheCauseTellsWhatCameFirst(t *testing.T) {
	g, ctx := group.WithContext(t.Context())
	g.SetLimit(1) // in this order
	g.Go(func() error { return errTask })
	g.Go(func() error { panic("boom") })
	require.ErrorContains(t, g.WaitRecover(), "boom")
	require.Equal(t, errTask, context.Cause(ctx))
}

func TestAWaitThatPanicsCancelsTheContext(t *testing.T) {
	g, ctx := group.WithContext(t.Context())
	g.Go(func() error { panic("boom") })
	require.Error(t, raised(func() { _ = g.Wait() }).(error))
	require.Error(t, ctx.Err())
}

func TestTheParentsCancellationReachesTheTasks(t *testing.T) {
	parent, cancel := context.WithCancelCause(t.Context())
	g, ctx := group.WithContext(parent)
	g.Go(func() error { <-ctx.Done(); return context.Cause(ctx) })
	cancel(errTask)
	require.Equal(t, errTask, g.Wait())
}

func TestGoCallsTheFunctionAfterTheCancellationToo(t *testing.T) {
	g, ctx := group.WithContext(t.Context())
	g.SetLimit(1)
	g.Go(func() error { return errTask })
	<-ctx.Done()
	ran := false
	g.Go(func() error { ran = true; return nil })
	require.Equal(t, errTask, g.Wait())
	require.True(t, ran)
}
