package group_test

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"example.com/mastery/01-goroutines/group"
	"github.com/stretchr/testify/require"
)

const (
	stormers = 10
	rounds   = 50
)

// Ten goroutines start and wait for groups of their own, fifty times each, with
// tasks that return, panic and exit.
func TestStormOfGroups(t *testing.T) {
	var storm sync.WaitGroup
	var ran atomic.Int64
	for s := range stormers {
		storm.Go(func() {
			for round := range rounds {
				var g group.ErrGroup
				if round%2 == 0 {
					g.SetLimit(1 + round%7)
				}
				for i := range 10 {
					g.Go(func() error {
						ran.Add(1)
						return endAs((s + round + i) % 20)
					})
				}
				_ = g.WaitRecover()
			}
		})
	}
	storm.Wait()
	require.EqualValues(t, stormers*rounds*10, ran.Load())
}

func endAs(how int) error {
	switch how {
	case 0:
		panic("storm")
	case 1:
		runtime.Goexit()
	case 2:
		return errTask
	}
	return nil
}

// Ten goroutines start tasks on one group, which is waited for and used again,
// fifty times.
func TestStormOnOneGroup(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		g.SetLimit(4)
		var ran atomic.Int64
		for range rounds {
			var storm sync.WaitGroup
			for range stormers {
				storm.Go(func() {
					g.Do(func() { ran.Add(1) })
					if !g.TryDo(func() { ran.Add(1) }) {
						ran.Add(1)
					}
				})
			}
			storm.Wait()
			g.Await()
		}
		require.EqualValues(t, stormers*rounds*2, ran.Load())
	})
}

// Every one of several panics at the same time is counted, once, and all of
// them agree on which was the first.
func TestStormOfPanics(t *testing.T) {
	for range 4 * rounds {
		g, ctx := group.WithContext(t.Context())
		p := panicTogether(t, g)
		if cause := context.Cause(ctx); cause != group.ErrGoexit {
			require.Same(t, p, cause)
		}
		panicTogether(t, new(group.ErrGroup))
	}
}

func panicTogether(t *testing.T, g *group.ErrGroup) *group.PanicError {
	together := make(chan struct{})
	for range stormers {
		g.Go(func() error { <-together; panic("storm") })
		g.Go(func() error { <-together; runtime.Goexit(); return nil })
	}
	close(together)
	var p *group.PanicError
	require.ErrorAs(t, g.WaitRecover(), &p)
	require.Equal(t, stormers-1, p.Others())
	return p
}

// The first two failures of a group may happen at the very same time.
func TestStormOfFirstFailures(t *testing.T) {
	for range 3000 {
		var g group.Group
		var arrived atomic.Int64
		for range 2 {
			g.Go(func() {
				for arrived.Add(1); arrived.Load() < 2; {
					runtime.Gosched()
				}
				panic("storm")
			})
		}
		var p *group.PanicError
		require.ErrorAs(t, g.WaitRecover(), &p)
		require.Equal(t, 1, p.Others(), "one of the panics is lost")
	}
}
