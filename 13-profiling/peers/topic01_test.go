package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/sourcegraph/conc"
	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"
)

func BenchmarkStartWait(b *testing.B) { bench(b, "StartWait") }

func BenchmarkStartWaitErr(b *testing.B) { bench(b, "StartWaitErr") }

// What follows holds the package comment of 01-goroutines/group to what it says
// of others.

const programKey = "PEERS_TEST_PROGRAM"

// programs are what the tests look at from outside.
var programs = map[string]func(){
	"errgroup panics": func() {
		var g errgroup.Group
		g.Go(func() error { panic("boom") })
		defer func() { _ = recover() }() // would catch a panic raised in Wait
		_ = g.Wait()
		select {} // Wait has returned: do not end before the crash
	},
	"errgroup ends before its panic": func() {
		var g errgroup.Group
		g.Go(func() error { panic(slow{}) })
		fmt.Println("Wait returned", g.Wait())
	},
	"WaitGroup.Go panics": func() {
		var g sync.WaitGroup
		g.Go(func() { panic("boom") })
		g.Wait()
		fmt.Println("Wait returned")
	},
	"errgroup limits late": func() {
		var g errgroup.Group
		release, returned := make(chan struct{}), make(chan struct{})
		g.Go(func() error { <-release; return nil })
		g.SetLimit(1)
		close(release)
		go func() { // ends when Wait returns, which it does not
			_ = g.Wait()
			close(returned)
		}()
		select {
		case <-returned:
			fmt.Println("Wait returned")
		case <-time.After(100 * time.Millisecond):
			fmt.Println("Wait blocks")
		}
	},
}

// slow is a panic value that the runtime, about to report the panic, takes very
// long to print.
type slow struct{}

func (slow) Error() string { select {} }

// runProgram runs a program and ends the process. For the name "" it does
// nothing.
func runProgram(name string) {
	if name != "" {
		programs[name]()
		os.Exit(0)
	}
}

func program(t *testing.T, name string) (string, error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), programKey+"="+name)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func TestAPanicUnderErrgroupEndsTheProgram(t *testing.T) {
	out, err := program(t, "errgroup panics")
	require.Error(t, err)
	require.Contains(t, out, "panic: boom")
}

func TestErrgroupsWaitMayReturnNilBeforeThePanicIsReported(t *testing.T) {
	out, err := program(t, "errgroup ends before its panic")
	require.NoError(t, err)
	require.Equal(t, "Wait returned <nil>\n", out)
}

func TestAPanicUnderWaitGroupGoEndsTheProgramBeforeWaitReturns(t *testing.T) {
	out, err := program(t, "WaitGroup.Go panics")
	require.Error(t, err)
	require.Contains(t, out, "panic: boom")
	require.NotContains(t, out, "Wait returned")
}

func TestErrgroupBlocksATaskThatWasStartedBeforeTheLimit(t *testing.T) {
	out, err := program(t, "errgroup limits late")
	require.NoError(t, err)
	require.Equal(t, "Wait blocks\n", out)
}

func TestOthersTakeAGoexitForAReturn(t *testing.T) {
	var e errgroup.Group
	e.Go(func() error { runtime.Goexit(); return errors.New("not reached") })
	require.NoError(t, e.Wait())

	var c conc.WaitGroup
	c.Go(runtime.Goexit)
	require.Nil(t, c.WaitAndRecover())

	var w sync.WaitGroup
	w.Go(runtime.Goexit)
	w.Wait()
}

func TestConcRaisesTheFirstPanicAsAValueThatIsNoError(t *testing.T) {
	var g conc.WaitGroup
	g.Go(func() { panic(io.EOF) })
	defer func() {
		value := recover()
		require.IsType(t, new(panics.Recovered), value)
		_, isError := value.(error)
		require.False(t, isError)
		require.Equal(t, io.EOF, value.(*panics.Recovered).Value)
	}()
	g.Wait()
}

func TestConcWrapsNestedPanicsOnceForEachGroup(t *testing.T) {
	var outer conc.WaitGroup
	outer.Go(func() {
		var inner conc.WaitGroup
		inner.Go(func() { panic(io.EOF) })
		inner.Wait()
	})
	value := outer.WaitAndRecover().Value
	require.IsType(t, new(panics.Recovered), value)
	require.Equal(t, io.EOF, value.(*panics.Recovered).Value)
}
