package timing

import (
	"context"
	"time"
)

// Throttle returns a channel that gets at most one value in each period of
// length every. The first value passes at once and begins a period. Of those
// that come during a period only the last is kept; it passes when the period is
// over, and begins the next.
//
// in is read at all times, so a send to it never waits for the receiver; while
// the receiver is not ready, a new value takes the old one's place. A period
// begins when a value is received. When in is closed, the value that is still
// held passes when its time has come, then the channel is closed; when ctx
// ends, the value is dropped and the channel closed.
func Throttle[T any](ctx context.Context, in <-chan T, every time.Duration) <-chan T {
	positive("Throttle", every)
	out := make(chan T)
	go throttle(ctx, in, out, every) // ends with ctx, or after in
	return out
}

func throttle[T any](ctx context.Context, in <-chan T, out chan<- T, every time.Duration) {
	defer close(out)
	var held T
	holding, resting := false, false
	timer := stopped()
	defer timer.Stop()
	for in != nil || holding {
		ready := out
		if !holding || resting {
			ready = nil // nothing to send, or not yet: the case is off
		}
		select {
		case value, open := <-in:
			if !open {
				in = nil
				continue
			}
			held, holding = value, true
		case ready <- held:
			holding, resting = false, true
			timer.Reset(every)
		case <-timer.C:
			resting = false
		case <-ctx.Done():
			return
		}
	}
}
