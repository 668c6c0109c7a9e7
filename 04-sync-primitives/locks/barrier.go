package locks

import (
	"context"
	"errors"
	"sync"
)

// ErrBroken is returned by Barrier.Wait when somebody gave up on the barrier.
var ErrBroken = errors.New("locks: barrier broken")

// A Barrier lets a fixed number of goroutines wait for each other, again and
// again: nobody begins the next phase before all have ended this one. Make one
// with [NewBarrier].
type Barrier struct {
	parties int

	mu      sync.Mutex // guards all below
	waiting int
	phase   *phase // the one that is being waited for
	broken  bool
}

// A phase is one use of a barrier.
type phase struct {
	over   chan struct{} // closed when the last party comes or one gives up
	broken bool          // written before over is closed
}

// NewBarrier returns a barrier for n goroutines. It panics if n is less than 1.
func NewBarrier(n int) *Barrier {
	if n < 1 {
		panic("locks: NewBarrier with a count below 1")
	}
	return &Barrier{parties: n, phase: &phase{over: make(chan struct{})}}
}

// Wait blocks until as many goroutines wait as the barrier was made for, and
// then lets all of them go on; the barrier is closed again for the next phase.
// last is true for exactly one of them, the one that came last: it may do what
// must be done once a phase. What any of them did before its Wait happens
// before the return of all.
//
// If ctx ends before the others have come, or has ended already, Wait returns
// its error and the barrier is broken, since the others wait in vain: their
// Wait returns ErrBroken, at once and ever after.
func (b *Barrier) Wait(ctx context.Context) (last bool, err error) {
	b.mu.Lock()
	if b.broken {
		b.mu.Unlock()
		return false, ErrBroken
	}
	if err := ctx.Err(); err != nil {
		b.breakUp()
		b.mu.Unlock()
		return false, err
	}
	p := b.phase
	if b.waiting++; b.waiting == b.parties {
		b.waiting = 0
		b.phase = &phase{over: make(chan struct{})}
		close(p.over)
		b.mu.Unlock()
		return true, nil
	}
	b.mu.Unlock()
	return false, b.await(ctx, p)
}

// await blocks until phase p is over.
func (b *Barrier) await(ctx context.Context, p *phase) error {
	select {
	case <-p.over:
	case <-ctx.Done():
		b.mu.Lock()
		if b.phase == p && !b.broken {
			b.breakUp()
			b.mu.Unlock()
			return ctx.Err()
		}
		b.mu.Unlock() // too late to give up: it is over
	}
	if p.broken {
		return ErrBroken
	}
	return nil
}

// breakUp ends the current phase for those who wait. The caller holds b.mu.
func (b *Barrier) breakUp() {
	b.broken = true
	b.phase.broken = true
	close(b.phase.over)
}
