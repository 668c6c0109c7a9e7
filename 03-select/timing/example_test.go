package timing_test

import (
	"context"
	"fmt"
	"time"

	"example.com/mastery/03-select/timing"
)

// An editor saves a file three times in a row; it is built once.
func ExampleDebounce() {
	saves := make(chan string)
	go func() {
		defer close(saves)
		for _, text := range []string{"draft", "better", "final"} {
			saves <- text
		}
	}()
	for text := range timing.Debounce(context.Background(), saves, time.Hour) {
		fmt.Println("build", text)
	}
	// Output: build final
}

// The first step is shown at once. The second waits for its period, and here
// the context ends before that.
func ExampleThrottle() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	steps := make(chan int)
	shown := timing.Throttle(ctx, steps, time.Hour)
	steps <- 1
	fmt.Println("step", <-shown)
	steps <- 2
	cancel()
	_, open := <-shown
	fmt.Println("open:", open)
	// Output:
	// step 1
	// open: false
}

// Three polls, about a millisecond apart.
func ExampleTick() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	polls := 0
	for range timing.Tick(ctx, time.Millisecond, 0.1) {
		if polls++; polls == 3 {
			cancel() // closes the channel and so ends the loop
		}
	}
	fmt.Println(polls >= 3)
	// Output: true
}

// A worker that is stuck stops beating.
func ExampleWatchdog() {
	var w timing.Watchdog
	go func() {
		for range 3 {
			w.Beat() // after each piece of work
		}
	}()
	fmt.Println(w.Watch(context.Background(), 10*time.Millisecond))
	// Output: timing: no heartbeat in time
}

// The one who knows when the work is over ends the beating.
func ExampleHeartbeat() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	beats := 0
	err := timing.Heartbeat(ctx, time.Millisecond, func() {
		if beats++; beats == 3 {
			cancel()
		}
	})
	fmt.Println(beats, err)
	// Output: 3 context canceled
}
