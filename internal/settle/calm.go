package settle

import (
	"fmt"
	"os"
	"runtime"
	"testing"
	"time"
)

// GiveUp fails the test with message and ends the program. It is for a test
// that can't end: one of its goroutines spins, or waits for a mutex that nobody
// unlocks, and the bubble waits for that goroutine.
func GiveUp(t *testing.T, message string) {
	t.Helper()
	t.Error(message)
	if !testing.Verbose() { // then what a test says is held back until it ends
		fmt.Println(message)
	}
	os.Exit(1)
}

// Calm is Wait for exercises whose answers may spin. Where Wait would never
// return, Calm gives up. when says what the test has done: "Nobody receives
// yet".
func Calm(t *testing.T, when string) {
	t.Helper()
	if !Settles() {
		GiveUp(t, when+": there is nothing to do, and yet a goroutine goes round and round and never blocks.\n"+
			"A correct program blocks until something has changed. What never blocks: a select with a\n"+
			"default, or with a closed channel among its cases, and a loop around TryLock or Gosched.")
	}
}

// Settles is Wait with an end: it returns false if one goroutine was awake
// whenever it looked, many times and for half a second. One that works and
// blocks, however often it is woken, is seen blocked now and then. Where there
// is one processor, each look takes ten milliseconds while something spins.
func Settles() bool {
	const looks, patience = 20, time.Second / 2
	var spinning map[string]bool // those that were awake at every look since begin
	var begin, now time.Time
	for look := 0; ; look++ {
		runtime.Gosched()
		awake := awakeGoroutines()
		if len(awake) == 0 {
			return true
		}
		for id := range spinning {
			if !awake[id] {
				delete(spinning, id)
			}
		}
		tick, ticked := realTime()
		switch {
		case len(spinning) == 0:
			// A tick that waited here may be an old one: begin with the next.
			spinning, look, begin, now = awake, 0, time.Time{}, time.Time{}
		case ticked && begin.IsZero():
			begin, now = tick, tick
		case ticked:
			now = tick
		}
		if look >= looks && now.Sub(begin) >= patience {
			return false
		}
	}
}

// clock is made outside all bubbles: it tells real time to those inside, whose
// own clock stands still.
var clock = time.NewTicker(10 * time.Millisecond)

// realTime returns the time of the clock's tick, if there was one.
func realTime() (time.Time, bool) {
	select {
	case now := <-clock.C:
		return now, true
	default:
		return time.Time{}, false
	}
}
