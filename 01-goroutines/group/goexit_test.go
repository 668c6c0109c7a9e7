package group_test

import (
	"os"
	"runtime"
	"testing"

	"example.com/mastery/01-goroutines/group"
	"github.com/stretchr/testify/require"
)

func TestAGoexitGoesOnInWait(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		g.Do(runtime.Goexit)
		g.Do(func() {})
		require.False(t, returns(g.Await), "Wait returned though a task called Goexit")
		require.Nil(t, raisedOrGone(g.Await), "Goexit is not a panic")
		require.Equal(t, group.ErrGoexit, g.WaitRecover())
		require.False(t, returns(g.Await), "it stays")
	})
}

// raisedOrGone is raised for an f that may call Goexit.
func raisedOrGone(f func()) any {
	value := make(chan any, 1)
	go func() { // ends with f
		defer func() { value <- recover() }()
		f()
	}()
	return <-value
}

func TestAGoexitUnderALimitFreesItsSlot(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		g.SetLimit(1)
		g.Do(runtime.Goexit)
		g.Do(runtime.Goexit)
		require.Equal(t, group.ErrGoexit, g.WaitRecover())
	})
}

func TestAPanicOutranksAGoexit(t *testing.T) {
	for _, tasks := range [][]func(){
		{runtime.Goexit, whereItPanics},
		{whereItPanics, runtime.Goexit},
	} {
		eachKind(t, func(t *testing.T, g subject) {
			g.SetLimit(1) // in this order
			for _, f := range tasks {
				g.Do(f)
			}
			var p *group.PanicError
			require.ErrorAs(t, g.WaitRecover(), &p)
			require.Equal(t, "boom", p.Value)
			require.Zero(t, p.Others(), "a Goexit is no panic")
		})
	}
}

func TestAPanicWhileGoexitRunsDeferredCalls(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		g.Do(func() {
			defer whereItPanics()
			runtime.Goexit()
		})
		var p *group.PanicError
		require.ErrorAs(t, g.WaitRecover(), &p)
		require.Equal(t, "boom", p.Value)
	})
}

// A test whose task calls t.FailNow or t.SkipNow stops at Wait.
func TestFailNowInATaskStopsTheTest(t *testing.T) {
	out, err := program(t, "failnow", "TestProgramFailNow")
	require.Error(t, err)
	require.Contains(t, out, "--- FAIL: TestProgramFailNow")
	require.NotContains(t, out, "after Wait")
	require.NotContains(t, out, "panic:")
}

func TestSkipNowInATaskStopsTheTest(t *testing.T) {
	out, err := program(t, "skipnow", "TestProgramSkipNow")
	require.NoError(t, err)
	require.Contains(t, out, "--- SKIP: TestProgramSkipNow")
	require.NotContains(t, out, "after Wait")
}

// TestProgramFailNow is the program of TestFailNowInATaskStopsTheTest. Run as
// a test like the others it does nothing.
func TestProgramFailNow(t *testing.T) {
	if os.Getenv(programKey) != "failnow" {
		return
	}
	stopIn(t, t.FailNow)
}

// TestProgramSkipNow is the program of TestSkipNowInATaskStopsTheTest.
func TestProgramSkipNow(t *testing.T) {
	if os.Getenv(programKey) != "skipnow" {
		return
	}
	stopIn(t, t.SkipNow)
}

func stopIn(t *testing.T, stop func()) {
	var g group.Group
	g.Go(stop)
	g.Wait()
	t.Error("after Wait")
}
