// Package timing shapes events in time: values that come too often, ticks that
// must not come all at once, and a sign of life that fails to come.
//
// Use [Debounce] when only the last of a burst matters and it may wait until
// the burst is over: a file that is saved several times, a search box.
//
// Use [Throttle] when the first must pass at once and the rest no more often
// than every so often: a progress line, a position on a map.
//
// Use [Tick] when many processes do the same thing at the same interval: the
// jitter keeps them from doing it at the same moment.
//
// Use [Heartbeat] and [Watchdog] when silence must be noticed: one side beats
// while it makes progress, the other learns that it stopped.
//
// Use [time.Tick], [time.After] or [context.WithTimeout] for everything that
// needs none of this.
//
// Every goroutine that this package starts ends with its context, whatever its
// input and its receiver do; the channels it returns are then closed. All
// durations must be positive; the functions panic otherwise. Time is the time
// package's, so that a test in a bubble of testing/synctest runs on the fake
// clock.
package timing

import "time"

// positive panics unless d, an argument of the function name, is positive.
func positive(name string, d time.Duration) {
	if d <= 0 {
		panic("timing: " + name + " with a duration that is not positive")
	}
}
