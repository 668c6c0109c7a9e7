package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestParseStat(t *testing.T) {
	u, err := parseStat([]byte("cpu  100 20 30 4000 500 6 7 80 9 9\ncpu0 1 2 3\n"))
	require.NoError(t, err)
	require.InDelta(t, 47.43, u.all, 1e-9)
	require.InDelta(t, 2.43, u.busy, 1e-9, "all but idle and iowait")

	for _, bad := range []string{"", "cpu0 1 2 3 4 5 6 7 8\n", "cpu 1 2 3\n", "cpu 1 2 3 x 5 6 7 8\n"} {
		_, err := parseStat([]byte(bad))
		require.Error(t, err, "%q", bad)
	}
}

// What this process burns is its own, not the others'.
func TestReadUsageCountsOwnWork(t *testing.T) {
	before, err := readUsage()
	require.NoError(t, err)
	for start := time.Now(); time.Since(start) < 50*time.Millisecond; {
	}
	after, err := readUsage()
	require.NoError(t, err)
	require.Greater(t, after.own, before.own)
	require.Greater(t, after.all, before.all)
}
