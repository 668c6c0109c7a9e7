package pool_test

import (
	"context"
	"runtime"
	"testing"
	"weak"

	"github.com/stretchr/testify/require"

	"example.com/mastery/05-worker-pools/pool"
)

// held is something that a task holds on to.
type held [1 << 10]byte

// holding returns a task and what it holds. It has a frame of its own: nothing
// is left on that of the test.
//
//go:noinline
func holding() (pool.Task, weak.Pointer[held]) {
	h := new(held)
	return func(context.Context) { runtime.KeepAlive(h) }, weak.Make(h)
}

// gone reports whether the garbage collector takes what h points to. It may need
// more than one go: of a goroutine that was preempted anywhere, the collector
// also holds what only looks like a pointer.
func gone(h weak.Pointer[held]) bool {
	for range 100 {
		runtime.GC()
		if h.Value() == nil {
			return true
		}
		runtime.Gosched()
	}
	return false
}

// A pool keeps nothing of a task that has ended, whichever way it came in: not in
// its queue, not for those who wait, and not in a worker that sleeps.
func TestNothingIsKeptOfATaskThatHasEnded(t *testing.T) {
	p := &pool.Pool{Workers: 1, Queue: 1}
	start := make(chan struct{})
	require.NoError(t, p.Submit(t.Context(), until(start)))
	queued, q := holding()
	require.NoError(t, p.Submit(t.Context(), queued))
	waiting, w := holding()
	submitted := make(chan error)
	go func() { submitted <- p.Submit(context.Background(), waiting) }()
	for p.Stats().Waiting == 0 {
		runtime.Gosched()
	}
	close(start)
	require.NoError(t, <-submitted)
	for s := p.Stats(); s.Idle == 0; s = p.Stats() {
		runtime.Gosched()
	}
	require.True(t, gone(q), "of a task that was queued")
	require.True(t, gone(w), "of a task whose Submit waited")
	drain(t, p)
}

func TestAFutureKeepsItsResultOnly(t *testing.T) {
	var p pool.Pool
	future, h := futureHolding(t, &p)
	_, err := future.Wait(t.Context())
	require.NoError(t, err)
	drain(t, &p)
	require.True(t, gone(h))
	runtime.KeepAlive(future)
}

//go:noinline
func futureHolding(t *testing.T, p *pool.Pool) (*pool.Future[int], weak.Pointer[held]) {
	task, h := holding()
	future, err := pool.Go(t.Context(), p, func(ctx context.Context) (int, error) { task(ctx); return 1, nil })
	require.NoError(t, err)
	return future, h
}
