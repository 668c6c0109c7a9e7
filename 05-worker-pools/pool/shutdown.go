package pool

import (
	"context"
	"fmt"
)

// A DrainError is returned by Drain, always as a pointer, when its context
// ended first. Unwrap gives the context's error.
type DrainError struct {
	Queued int // tasks that had not begun
	Busy   int // tasks that were running
	Err    error
}

func (e *DrainError) Error() string {
	return fmt.Sprintf("pool: drain given up with %d tasks queued and %d running: %v", e.Queued, e.Busy, e.Err)
}

// Unwrap returns Err.
func (e *DrainError) Unwrap() error { return e.Err }

// Close closes the pool: from now on every submit returns [ErrClosed], and those
// that are blocked return it, too. What was taken in is run. Close returns at
// once; Drain waits. Closing a closed pool does nothing.
func (p *Pool) Close() {
	p.lock()
	p.closeAndUnlock()
}

// Drain closes the pool and waits until every task that was taken in has ended
// and every worker is on its way out. It returns nil then.
//
// If ctx ends before, Drain gives up and returns a [*DrainError] that says what
// was left. Nothing is lost by that: the pool goes on with what is queued. Call
// Drain again to wait for longer, or Abort to cut it short. Drain may be called
// at any time and more than once; several goroutines may wait in it.
func (p *Pool) Drain(ctx context.Context) error {
	p.Close()
	select {
	case <-p.gone:
		return nil
	default:
	}
	select {
	case <-p.gone:
		return nil
	case <-ctx.Done():
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended() {
		return nil
	}
	return &DrainError{Queued: p.queued, Busy: p.busy + p.inline, Err: ctx.Err()}
}

// Abort closes the pool, drops what is queued and cancels the context of the
// tasks that are running, with [ErrAborted] as its cause. It returns how many
// tasks it dropped; those who wait for one of them get ErrAborted.
//
// Abort does not wait, since a task may ignore its context. Drain does, and
// tells how many do: call it after Abort. A second Abort drops nothing.
func (p *Pool) Abort() int {
	p.lock()
	var dropped []job
	for p.queued > 0 {
		dropped = append(dropped, p.pop())
	}
	p.total.Dropped += uint64(len(dropped))
	p.cancel(ErrAborted)
	p.closeAndUnlock()
	for _, j := range dropped {
		j.drop(ErrAborted)
	}
	return len(dropped)
}

// closeAndUnlock closes the pool and wakes everybody who sleeps.
func (p *Pool) closeAndUnlock() {
	p.closed = true
	p.refuse()
	for _, w := range p.idle {
		p.call(w)
		w.wake <- struct{}{}
	}
	p.idle = nil
	p.endAndUnlock()
}

// ended reports whether the pool is closed and nothing is left of it. The caller
// holds p.mu. Where tasks are queued, there are workers.
func (p *Pool) ended() bool { return p.closed && p.workers == 0 && p.inline == 0 }

// endAndUnlock says so when the pool has ended. It is called after everything
// that may be the last.
func (p *Pool) endAndUnlock() {
	if p.ended() {
		select {
		case <-p.gone:
		default:
			p.cancel(ErrClosed) // for what tasks have left behind
			close(p.gone)
		}
	}
	p.mu.Unlock()
}
