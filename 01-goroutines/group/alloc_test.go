package group_test

import (
	"testing"

	"example.com/mastery/01-goroutines/group"
	"github.com/stretchr/testify/require"
)

// One allocation for the group and one for each task: what errgroup and conc
// allocate too.
func TestAllocations(t *testing.T) {
	for _, n := range []int{1, 10, 100} {
		require.LessOrEqual(t, testing.AllocsPerRun(100, func() { startWait(n) }), float64(n+1), "Group, %d tasks", n)
		require.LessOrEqual(t, testing.AllocsPerRun(100, func() { startWaitErr(n) }), float64(n+1), "ErrGroup, %d tasks", n)
	}
}

func startWait(n int) {
	var g group.Group
	for range n {
		g.Go(nothing)
	}
	g.Wait()
}

func startWaitErr(n int) {
	var g group.ErrGroup
	for range n {
		g.Go(noError)
	}
	_ = g.Wait()
}

func nothing() {}

func noError() error { return nil }
