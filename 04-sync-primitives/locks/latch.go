package locks

import (
	"context"
	"sync/atomic"
)

// A Latch opens when it has been counted down to zero, and then stays open. It
// holds back goroutines until others have done their part; unlike a
// [sync.WaitGroup] it can be waited for in a select, with a context, and
// forgotten without having opened. Make one with [NewLatch].
type Latch struct {
	left atomic.Int64
	open chan struct{} // closed when left reaches zero
}

// NewLatch returns a latch that opens at the n-th CountDown; one with n = 0 is
// open. It panics if n is negative.
func NewLatch(n int) *Latch {
	if n < 0 {
		panic("locks: NewLatch with a negative count")
	}
	l := &Latch{open: make(chan struct{})}
	l.left.Store(int64(n))
	if n == 0 {
		close(l.open)
	}
	return l
}

// CountDown counts down by one. It never blocks. The CountDown that opens the
// latch, and all before it, happen before the return of any Wait. It panics if
// the latch is open: somebody was not counted in.
func (l *Latch) CountDown() {
	switch left := l.left.Add(-1); {
	case left == 0:
		close(l.open)
	case left < 0:
		panic("locks: CountDown of an open latch")
	}
}

// Wait blocks until the latch is open or ctx ends, and in the second case
// returns ctx's error. An open latch wins over a context that has ended.
func (l *Latch) Wait(ctx context.Context) error {
	select {
	case <-l.open:
		return nil
	default:
	}
	select {
	case <-l.open:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Done returns a channel that is closed when the latch opens, for a select.
func (l *Latch) Done() <-chan struct{} { return l.open }

// Count returns how many CountDowns are missing.
func (l *Latch) Count() int { return max(0, int(l.left.Load())) }
