package fan_test

import (
	"context"
	"errors"
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"example.com/mastery/01-goroutines/group"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var (
	errItem  = errors.New("the item failed")
	errCause = errors.New("the caller had enough")
)

// upTo returns 0 to n-1.
func upTo(n int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = i
	}
	return s
}

func double(_ context.Context, i int) (int, error) { return 2 * i, nil }

// untilDone blocks until ctx ends.
func untilDone(ctx context.Context) error {
	<-ctx.Done()
	return ctx.Err()
}

//go:noinline
func whereItPanics() { panic("boom") }

// requirePanic requires that f panics as whereItPanics does, with its stack.
func requirePanic(t *testing.T, f func()) {
	t.Helper()
	err, ok := raised(f).(error)
	require.True(t, ok, "no panic with an error")
	var p *group.PanicError
	require.ErrorAs(t, err, &p)
	require.Equal(t, "boom", p.Value)
	require.Contains(t, string(p.Stack), "fan_test.whereItPanics")
}

// raised returns what f panics with, or nil.
func raised(f func()) (value any) {
	defer func() { value = recover() }()
	f()
	return nil
}

// requireGoexit requires that f calls Goexit.
func requireGoexit(t *testing.T, f func()) {
	t.Helper()
	how := make(chan string, 1)
	go func() { // ends with f
		said := "Goexit"
		defer func() {
			if recover() != nil {
				said = "panic"
			}
			how <- said
		}()
		f()
		said = "return"
	}()
	require.Equal(t, "Goexit", <-how)
}

// A gauge counts how many calls run, and how many did at most.
type gauge struct{ now, most, all atomic.Int64 }

func (g *gauge) enter() {
	g.all.Add(1)
	now := g.now.Add(1)
	for most := g.most.Load(); now > most && !g.most.CompareAndSwap(most, now); {
		most = g.most.Load()
	}
}

func (g *gauge) leave() { g.now.Add(-1) }

// yields lets others run n times: instead of a sleep, where a test is about the
// scheduler.
func yields(n int) {
	for range n {
		runtime.Gosched()
	}
}
