package fan

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
)

// The context may end after put has looked at it, and the worker leave before
// the item is there. ByKey must learn that nobody takes it: it could be the
// last one.
func TestAnItemForAWorkerThatHasLeftIsNotTakenIn(t *testing.T) {
	var l lane[int]
	l.begin()
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	require.NoError(t, l.work(ended, nil), "it has left, and nothing is lost yet")
	require.False(t, l.put(t.Context(), 1))
	require.Empty(t, l.items)
}
