package pool_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"example.com/mastery/05-worker-pools/pool"
)

// workers requires that p has this many, and that so many of them are asleep.
func workers(t *testing.T, p *pool.Pool, alive, asleep int) {
	t.Helper()
	synctest.Wait()
	s := p.Stats()
	require.Equal(t, alive, s.Workers, "%+v", s)
	require.Equal(t, asleep, s.Idle, "%+v", s)
}

func TestAPoolGrowsWhenATaskWouldWait(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 3, Idle: time.Minute}, func(t *testing.T, p *pool.Pool) {
		release := make(chan struct{})
		for n := range 3 {
			require.NoError(t, p.TrySubmit(until(release)))
			workers(t, p, n+1, 0)
		}
		require.NoError(t, p.TrySubmit(until(release)))
		workers(t, p, 3, 0)
		close(release)
		workers(t, p, 3, 3)
	})
}

func TestAPoolDoesNotGrowWhileAWorkerIsIdle(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 3}, func(t *testing.T, p *pool.Pool) {
		for range 10 {
			require.NoError(t, p.TrySubmit(nothing))
			workers(t, p, 1, 1)
		}
	})
}

func TestABurstOfTasksGetsAWorkerEach(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 5}, func(t *testing.T, p *pool.Pool) {
		for range 3 { // with no worker, then with sleeping ones
			release := occupy(t, p, 5)
			release()
			workers(t, p, 5, 5)
		}
	})
}

func TestNoMoreWorkersAreStartedThanThereAreTasks(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 5}, func(t *testing.T, p *pool.Pool) {
		release := make(chan struct{})
		for range 3 { // all of them before the first worker comes, or not
			require.NoError(t, p.TrySubmit(until(release)))
		}
		workers(t, p, 3, 0)
		close(release)
	})
}

func TestIdleWorkersRetire(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 5, Idle: time.Minute, Keep: 2}, func(t *testing.T, p *pool.Pool) {
		for range 2 { // it grows and shrinks again
			release := occupy(t, p, 5)
			release()
			workers(t, p, 5, 5)
			time.Sleep(time.Minute - time.Nanosecond)
			workers(t, p, 5, 5)
			time.Sleep(time.Nanosecond)
			workers(t, p, 2, 2)
			time.Sleep(24 * time.Hour)
			workers(t, p, 2, 2)
		}
	})
}

func TestWithoutKeepAllRetire(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 5, Idle: time.Minute}, func(t *testing.T, p *pool.Pool) {
		occupy(t, p, 5)()
		time.Sleep(time.Minute)
		workers(t, p, 0, 0)
		require.NoError(t, p.TrySubmit(nothing))
		workers(t, p, 1, 1)
	})
}

// What one worker can do keeps one worker: the one that slept last is woken, so
// the others may go.
func TestLittleWorkKeepsFewWorkers(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 5, Idle: time.Minute}, func(t *testing.T, p *pool.Pool) {
		occupy(t, p, 5)()
		synctest.Wait()
		for range 4 {
			time.Sleep(20 * time.Second)
			require.NoError(t, p.TrySubmit(nothing))
		}
		workers(t, p, 1, 1)
		time.Sleep(time.Minute)
		workers(t, p, 0, 0)
	})
}

func TestWithoutIdleWorkersStay(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 2}, func(t *testing.T, p *pool.Pool) {
		occupy(t, p, 2)()
		time.Sleep(1000 * time.Hour)
		workers(t, p, 2, 2)
	})
}

// A task comes at the very moment at which the worker's patience ends: whoever
// is first, it is run at once.
func TestATaskThatComesWhenAWorkerRetires(t *testing.T) {
	for range 100 {
		bubble(t, &pool.Pool{Workers: 1, Idle: time.Minute}, func(t *testing.T, p *pool.Pool) {
			require.NoError(t, p.TrySubmit(nothing))
			synctest.Wait()
			time.Sleep(time.Minute)
			start, ran := time.Now(), time.Time{}
			require.NoError(t, p.TrySubmit(func(context.Context) { ran = time.Now() }))
			synctest.Wait()
			require.Equal(t, start, ran)
		})
	}
}

// A worker whose patience ended while it had to stay is woken like others.
func TestAKeptWorkerWorksOn(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 2, Idle: time.Minute, Keep: 1}, func(t *testing.T, p *pool.Pool) {
		for range 3 {
			occupy(t, p, 2)()
			time.Sleep(time.Hour)
			workers(t, p, 1, 1)
		}
	})
}
