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
// whenever it looked, many times and for some 0.7 s. One that works and blocks,
// however often it is woken, is seen blocked now and then.
func Settles() bool {
	const quick, patience = 20, 70
	var spinning map[string]bool // those that were awake at every look since ticks was 0
	ticks := 0
	for look := 0; ; look++ {
		if look < quick {
			runtime.Gosched()
		} else { // each look stops all: let them work for a while
			<-clock.C
			ticks++
		}
		awake := awakeGoroutines()
		if len(awake) == 0 {
			return true
		}
		for id := range spinning {
			if !awake[id] {
				delete(spinning, id)
			}
		}
		if len(spinning) == 0 {
			spinning, ticks = awake, 0
		}
		if ticks >= patience {
			return false
		}
	}
}

// clock is made outside all bubbles: it goes on inside them, whose own clock
// stands still while somebody waits for this one.
var clock = time.NewTicker(10 * time.Millisecond)
