package timing

import (
	"context"
	"math"
	"math/rand/v2"
	"time"
)

// Tick returns a channel that gets the time at intervals that vary at random,
// evenly, within period ± jitter·period. With a jitter of 0.1 a period of a
// minute makes intervals from 54 to 66 seconds. Processes that were started at
// the same moment drift apart.
//
// As with time.Tick, a tick that is due while the last one was not received yet
// is dropped: a slow receiver gets fewer, never a burst. The channel is closed
// when ctx ends. Tick panics unless jitter is at least 0 and less than 1.
func Tick(ctx context.Context, period time.Duration, jitter float64) <-chan time.Time {
	positive("Tick", period)
	if !(jitter >= 0 && jitter < 1) {
		panic("timing: Tick with a jitter outside [0, 1)")
	}
	out := make(chan time.Time, 1)
	go tick(ctx, out, period, jitter) // ends with ctx
	return out
}

func tick(ctx context.Context, out chan time.Time, period time.Duration, jitter float64) {
	defer close(out)
	timer := time.NewTimer(spread(period, jitter))
	defer timer.Stop()
	for {
		select {
		case now := <-timer.C:
			timer.Reset(spread(period, jitter))
			select {
			case out <- now:
			default: // the last one is still there: drop this one
			}
		case <-ctx.Done():
			return
		}
	}
}

// spread returns a duration chosen evenly from period ± jitter·period. It is
// never less than a nanosecond, nor more than a duration can be.
func spread(period time.Duration, jitter float64) time.Duration {
	shift := time.Duration(jitter * (2*rand.Float64() - 1) * float64(period))
	return max(1, period+min(shift, math.MaxInt64-period))
}
