package pool

import (
	"context"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"
)

// A context ends while a Submit waits, but before the Submit has given up there
// is room, or the pool is closed. What came first under the lock counts: the
// task runs or it does not, and Submit says which.
func TestAContextThatEndsTooLateForASubmit(t *testing.T) {
	for _, test := range []struct {
		name    string
		happens func(p *Pool) // under the lock
		err     error
		ran     bool
	}{
		{"there is room", func(p *Pool) {
			p.pop()
			p.admit()
		}, nil, true},
		{"the pool is closed", func(p *Pool) {
			p.closed = true
			p.refuse()
		}, ErrClosed, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := &Pool{Workers: 1, Queue: 1}
				gate := make(chan struct{})
				require.NoError(t, p.Submit(t.Context(), func(context.Context) { <-gate }))
				synctest.Wait()
				require.NoError(t, p.TrySubmit(func(context.Context) {}))
				ctx, cancel := context.WithCancel(t.Context())
				ran := false
				submitted := make(chan error, 1)
				go func() { submitted <- p.Submit(ctx, func(context.Context) { ran = true }) }()
				synctest.Wait()

				p.mu.Lock()
				cancel() // it wakes, and finds the lock taken
				test.happens(p)
				p.mu.Unlock()
				require.Equal(t, test.err, <-submitted)
				close(gate)
				require.NoError(t, p.Drain(t.Context()))
				require.Equal(t, test.ran, ran)
			})
		})
	}
}
