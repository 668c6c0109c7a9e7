package settle

import (
	"fmt"
	"os"
	"runtime"
	"testing"
	"time"
)

// Calm is Wait for exercises whose answers may spin. Where Wait would never
// return, Calm fails the test and ends the program, since nothing can stop a
// goroutine that goes round in circles. when says what the test has done: "Nobody
// receives yet".
func Calm(t *testing.T, when string) {
	t.Helper()
	if Settles() {
		return
	}
	message := when + ": there is nothing to do, and yet a goroutine goes round and round and never blocks.\n" +
		"A correct program waits in a select without a default: a loop that asks again and again\n" +
		"burns a whole core to learn that nothing has happened."
	t.Error(message)
	if !testing.Verbose() { // then what a test says is held back until it ends
		fmt.Println(message)
	}
	os.Exit(1)
}

// Settles is Wait with an end, after half a second: it returns false if one goroutine was awake
// whenever it looked, at fifty ticks of the clock in a row. One that works and
// blocks, however often it is woken, is seen blocked now and then.
func Settles() bool {
	var spinning map[string]bool // those that were awake at every look so far
	for ticks := 0; ticks < 50; {
		runtime.Gosched() // on one processor, this takes 10 ms while something spins
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
		select {
		case <-clock.C:
			ticks++
		default:
		}
	}
	return false
}

// clock is made outside all bubbles: it tells real time to those inside, whose
// own clock stands still.
var clock = time.NewTicker(10 * time.Millisecond)
