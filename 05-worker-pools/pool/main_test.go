package pool_test

import (
	"context"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"example.com/mastery/05-worker-pools/pool"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// bubble runs a test of p in a bubble and drains p at its end: a goroutine that
// is left behind fails it.
func bubble(t *testing.T, p *pool.Pool, f func(t *testing.T, p *pool.Pool)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		f(t, p)
		drain(t, p)
	})
}

// drain ends p and checks that its numbers fit together.
func drain(t require.TestingT, p *pool.Pool) {
	require.NoError(t, p.Drain(context.Background()))
	s := p.Stats()
	require.Zero(t, s.Queued+s.Busy+s.Waiting+s.Workers+s.Idle, "%+v", s)
	require.Equal(t, s.Submitted, s.Done+s.Dropped, "%+v", s)
}

// nothing is a task.
func nothing(context.Context) {}

// until returns a task that runs until the channel is closed.
func until(release <-chan struct{}) pool.Task {
	return func(context.Context) { <-release }
}

// occupy keeps all workers of p busy until release is called. p has no task.
func occupy(t *testing.T, p *pool.Pool, workers int) (release func()) {
	t.Helper()
	c := make(chan struct{})
	for range workers {
		require.NoError(t, p.TrySubmit(until(c)))
	}
	synctest.Wait()
	require.Equal(t, workers, p.Stats().Busy)
	return func() { close(c) }
}
