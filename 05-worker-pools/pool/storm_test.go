package pool_test

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.com/mastery/05-worker-pools/pool"
)

const (
	stormers = 10
	rounds   = 50
)

// endAs ends a task in one of the ways in which one can.
func endAs(how int) {
	switch how % 20 {
	case 0:
		panic("storm")
	case 1:
		runtime.Goexit()
	case 2:
		runtime.Gosched()
	}
}

// submit hands in a task in one of the ways in which one can, and reports
// whether it was taken.
func submit(p *pool.Pool, how int, task pool.Task) bool {
	lane := p.At(pool.Level(how%3 - 1))
	switch how % 4 {
	case 0:
		return lane.TrySubmit(task) == nil
	case 1:
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Microsecond)
		defer cancel()
		return lane.Submit(ctx, task) == nil
	default:
		return lane.Submit(context.Background(), task) == nil
	}
}

// Ten goroutines submit to one pool that grows, shrinks and is always full.
// Every task that was taken in runs once, no other does, and the numbers agree.
func TestStormOfSubmitters(t *testing.T) {
	p := &pool.Pool{Workers: 4, Queue: 3, Aging: 5, Idle: 20 * time.Microsecond, OnPanic: func(*pool.PanicError) {}}
	const each = 20 * rounds
	var runs [stormers * each]atomic.Int32
	var taken [stormers * each]bool
	var storm sync.WaitGroup
	for s := range stormers {
		storm.Go(func() {
			for i := range each {
				n := s*each + i
				taken[n] = submit(p, n, func(context.Context) {
					runs[n].Add(1)
					endAs(n)
				})
			}
		})
	}
	storm.Wait()
	drain(t, p)
	count := 0
	for n := range runs {
		want := 0
		if taken[n] {
			want = 1
			count++
		}
		require.EqualValues(t, want, runs[n].Load(), "task %d", n)
	}
	s := p.Stats()
	require.EqualValues(t, count, s.Submitted)
	require.EqualValues(t, count, s.Done)
	require.EqualValues(t, len(runs)-count, s.Rejected)
}

// Ten goroutines make and end pools of their own, fifty times each.
func TestStormOfPools(t *testing.T) {
	var storm sync.WaitGroup
	for s := range stormers {
		storm.Go(func() {
			for round := range rounds {
				p := &pool.Pool{Workers: 1 + round%3, Queue: 1 + round%5, OnPanic: func(*pool.PanicError) {}}
				var ran, taken atomic.Int64
				for i := range 10 {
					if submit(p, i, func(context.Context) { ran.Add(1); endAs(s + round + i) }) {
						taken.Add(1)
					}
				}
				dropped := 0
				if round%2 == 0 {
					dropped = p.Abort()
				}
				drain(t, p)
				require.EqualValues(t, taken.Load(), ran.Load()+int64(dropped))
			}
		})
	}
	storm.Wait()
}

// Pools are ended while ten goroutines submit to them: each task is run, or
// counted by Abort, or refused.
func TestStormOfEnds(t *testing.T) {
	for round := range rounds {
		p := &pool.Pool{Workers: 2, Queue: 2, OnPanic: func(*pool.PanicError) {}}
		var ran, taken, waited, aborted atomic.Int64
		var storm sync.WaitGroup
		for s := range stormers {
			storm.Go(func() {
				for i := 0; ; i++ {
					err := p.Submit(context.Background(), func(context.Context) { ran.Add(1); endAs(s + i) })
					if err != nil {
						require.Equal(t, pool.ErrClosed, err)
						return
					}
					taken.Add(1)
				}
			})
		}
		storm.Go(func() {
			for {
				switch _, err := pool.Call(context.Background(), p, answer); err {
				case nil:
					waited.Add(1)
				case pool.ErrAborted:
					aborted.Add(1)
				default:
					require.Equal(t, pool.ErrClosed, err)
					return
				}
			}
		})
		for ran.Load() < 20 {
			runtime.Gosched()
		}
		dropped := 0
		if round%2 == 0 {
			dropped = p.Abort()
		}
		drain(t, p)
		storm.Wait()
		s := p.Stats()
		require.EqualValues(t, dropped, s.Dropped)
		require.EqualValues(t, s.Submitted, taken.Load()+waited.Load()+aborted.Load())
		require.Equal(t, taken.Load()+aborted.Load(), ran.Load()+int64(dropped))
	}
}

// Futures are waited for, abandoned and aborted at the same time.
func TestStormOfCalls(t *testing.T) {
	p := &pool.Pool{Workers: 2, Queue: 2}
	var began, called atomic.Int64
	var storm sync.WaitGroup
	for s := range stormers {
		storm.Go(func() {
			for i := range 4 * rounds {
				ctx, cancel := context.WithTimeout(context.Background(), time.Duration(s)*3*time.Microsecond)
				running := true
				n, err := pool.Call(ctx, p, func(context.Context) (int, error) {
					began.Add(1)
					running = false // the race detector sees a Call that returns too early
					return i, nil
				})
				if err == nil {
					called.Add(1)
					require.Equal(t, i, n)
					require.False(t, running)
				} else {
					require.Equal(t, context.DeadlineExceeded, err)
					require.True(t, running)
				}
				cancel()
			}
		})
	}
	storm.Wait()
	drain(t, p)
	require.Equal(t, began.Load(), called.Load(), "what began was waited for")
}
