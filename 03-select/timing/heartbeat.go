package timing

import (
	"context"
	"errors"
	"sync/atomic"
	"time"
)

// Heartbeat calls beat at once and then every so often until ctx ends, and then
// returns ctx's error. It blocks: run it in a goroutine of its own, or as the
// goroutine that does nothing else.
//
// A heart that beats by itself shows only that the process runs. To show that
// work gets done, call Watchdog.Beat where it gets done instead.
func Heartbeat(ctx context.Context, every time.Duration, beat func()) error {
	positive("Heartbeat", every)
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		beat()
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// ErrSilent is what Watchdog.Watch returns when no beat came in time.
var ErrSilent = errors.New("timing: no heartbeat in time")

// A Watchdog notices that beats stay away. The zero value is ready to use. It
// must not be copied after first use.
type Watchdog struct {
	beats atomic.Uint64
}

// Beat says that the work goes on. It costs one atomic addition, never blocks,
// and may be called by any number of goroutines.
func (w *Watchdog) Beat() { w.beats.Add(1) }

// Watch blocks while beats keep coming. It returns ErrSilent when none came for
// at least limit, and ctx's error when ctx ends. Since it looks once in a limit,
// it takes less than two limits to notice, and what its goroutine waits for a
// processor; beats pay nothing for that, they need not touch a timer. Several
// goroutines may watch at the same time.
func (w *Watchdog) Watch(ctx context.Context, limit time.Duration) error {
	positive("Watch", limit)
	seen := w.beats.Load()
	// A ticker would be due at once, or nearly, after a look that came late,
	// and so call silence what is much shorter than a limit.
	timer := time.NewTimer(limit)
	defer timer.Stop()
	for {
		select {
		case <-timer.C:
			now := w.beats.Load()
			if now == seen {
				return ErrSilent
			}
			seen = now
			timer.Reset(limit)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
