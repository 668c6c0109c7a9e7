package timing_test

import (
	"testing"
	"time"

	"example.com/mastery/03-select/timing"
)

// A beat must cost next to nothing: it stands in the middle of the work. The
// peer is what one would write without a Watchdog, a timer that each beat sets
// back.
func BenchmarkBeat(b *testing.B) {
	b.Run("watchdog", func(b *testing.B) {
		var w timing.Watchdog
		for b.Loop() {
			w.Beat()
		}
	})
	b.Run("timer", func(b *testing.B) {
		timer := time.AfterFunc(time.Hour, func() {})
		defer timer.Stop()
		for b.Loop() {
			timer.Reset(time.Hour)
		}
	})
}

// What a value costs that a shaper swallows, against a bare channel.
func BenchmarkSwallow(b *testing.B) {
	b.Run("channel", func(b *testing.B) {
		in := make(chan int)
		go func() {
			for range in {
			}
		}()
		for b.Loop() {
			in <- 1
		}
		close(in)
	})
	for name, shape := range shapers {
		b.Run(name, func(b *testing.B) {
			in := make(chan int)
			out := shape(b.Context(), in, time.Hour)
			for b.Loop() {
				in <- 1
			}
			_ = out
		})
	}
}
