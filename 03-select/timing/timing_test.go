package timing_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"example.com/mastery/03-select/timing"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A shaper is Debounce or Throttle, with the duration left open.
type shaper func(ctx context.Context, in <-chan int, d time.Duration) <-chan int

var shapers = map[string]shaper{"Debounce": timing.Debounce[int], "Throttle": timing.Throttle[int]}

// An event is a value and when it came, in milliseconds of the fake clock.
type event struct{ ms, value int }

// play sends the events to a shaper, each at its time, closes its input at
// closing and returns what came out, and when.
func play(t *testing.T, shape shaper, d time.Duration, in []event, closing int) []event {
	t.Helper()
	start := time.Now()
	at := func(ms int) { time.Sleep(time.Until(start.Add(time.Duration(ms) * time.Millisecond))) }
	source := make(chan int)
	go func() {
		for _, e := range in {
			at(e.ms)
			source <- e.value
		}
		at(closing)
		close(source)
	}()
	var out []event
	for value := range shape(t.Context(), source, d) {
		out = append(out, event{int(time.Since(start).Milliseconds()), value})
	}
	return out
}

func TestDebouncePassesTheLastOfABurst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := []event{{0, 1}, {50, 2}, {149, 3}, {400, 4}, {700, 5}, {750, 6}}
		want := []event{{249, 3}, {500, 4}, {800, 6}}
		require.Equal(t, want, play(t, timing.Debounce[int], 100*time.Millisecond, in, 800))
	})
}

func TestDebounceWithoutAnyValue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		require.Empty(t, play(t, timing.Debounce[int], time.Second, nil, 5000))
	})
}

func TestDebounceDoesNotPassAValueTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		got := play(t, timing.Debounce[int], 100*time.Millisecond, []event{{0, 1}}, 1000)
		require.Equal(t, []event{{100, 1}}, got)
	})
}

func TestThrottlePassesTheFirstAndThenOneAPeriod(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := []event{{0, 1}, {10, 2}, {20, 3}, {150, 4}, {500, 5}, {510, 6}}
		want := []event{{0, 1}, {100, 3}, {200, 4}, {500, 5}, {600, 6}}
		require.Equal(t, want, play(t, timing.Throttle[int], 100*time.Millisecond, in, 520))
	})
}

func TestThrottleClosesWhenItsInputDoes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		require.Equal(t, []event{{0, 1}}, play(t, timing.Throttle[int], time.Hour, []event{{0, 1}}, 10))
		require.Equal(t, 10*time.Millisecond, time.Since(start), "nothing is held: it need not wait")
	})
}

// TestASenderNeverWaits holds for a receiver that is never there.
func TestASenderNeverWaits(t *testing.T) {
	for name, shape := range shapers {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				in := make(chan int)
				out := shape(ctx, in, time.Second)
				start := time.Now()
				for i := range 10 {
					in <- i
					synctest.Wait()
				}
				require.Zero(t, time.Since(start))
				time.Sleep(time.Minute) // long since due
				in <- 10
				time.Sleep(time.Minute)
				require.Equal(t, 10, <-out, "the newest")
				cancel()
				_, open := <-out
				require.False(t, open)
			})
		})
	}
}

func TestTheEndOfTheContextDropsWhatIsHeld(t *testing.T) {
	for name, shape := range shapers {
		for _, closed := range []bool{false, true} {
			t.Run(fmt.Sprint(name, " input closed: ", closed), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					ctx, cancel := context.WithCancel(t.Context())
					in := make(chan int)
					out := shape(ctx, in, time.Second)
					in <- 1
					in <- 2
					if closed {
						close(in) // it now waits for a receiver
					}
					synctest.Wait()
					cancel()
					synctest.Wait()
					_, open := <-out
					require.False(t, open)
				})
			})
		}
	}
}

func TestDebounceAtTheCloseOfItsInputPassesWhatIsDue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := make(chan int)
		out := timing.Debounce(t.Context(), in, time.Second)
		in <- 1
		time.Sleep(time.Minute) // due, and nobody takes it
		close(in)
		synctest.Wait()
		require.Equal(t, []int{1}, collect(out))
	})
}

func TestDebounceLetsANewValueWaitInItsTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := make(chan int)
		out := timing.Debounce(t.Context(), in, time.Second)
		in <- 1
		time.Sleep(time.Minute) // due, and nobody takes it
		in <- 2
		start := time.Now()
		require.Equal(t, 2, <-out)
		require.Equal(t, time.Second, time.Since(start))
		close(in)
	})
}

func collect(c <-chan int) []int {
	var all []int
	for v := range c {
		all = append(all, v)
	}
	return all
}

func TestTickStaysWithinItsJitter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		ticks := timing.Tick(ctx, time.Second, 0.25)
		last := time.Now()
		var intervals []time.Duration
		for range 1000 {
			now := <-ticks
			intervals = append(intervals, now.Sub(last))
			last = now
		}
		cancel()
		require.GreaterOrEqual(t, slices.Min(intervals), 750*time.Millisecond)
		require.LessOrEqual(t, slices.Max(intervals), 1250*time.Millisecond)
		// A thousand even choices leave a tenth of the range empty at either end
		// with a probability of 0.95^1000, which is 5e-23.
		require.Less(t, slices.Min(intervals), 775*time.Millisecond)
		require.Greater(t, slices.Max(intervals), 1225*time.Millisecond)
		_, open := <-ticks
		require.False(t, open)
	})
}

func TestTickWithoutJitterIsRegular(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		ticks := timing.Tick(ctx, time.Second, 0)
		start := time.Now()
		for i := range 10 {
			require.Equal(t, time.Duration(i+1)*time.Second, (<-ticks).Sub(start))
		}
	})
}

func TestTickDropsForASlowReceiver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		ticks := timing.Tick(ctx, time.Second, 0)
		start := time.Now()
		time.Sleep(10*time.Second + time.Millisecond)
		require.Equal(t, time.Second, (<-ticks).Sub(start), "the first is kept until the next is due, and longer")
		synctest.Wait()
		require.Empty(t, ticks, "no burst makes up for what was missed")
		cancel()
		_, open := <-ticks
		require.False(t, open)
	})
}

// TestTickWithTheLongestPeriod has periods of some 30 to 292 years: no interval
// may wrap around to a short one.
func TestTickWithTheLongestPeriod(t *testing.T) {
	for _, jitter := range []float64{0, 0.9} {
		synctest.Test(t, func(t *testing.T) {
			for range 50 {
				ticks := timing.Tick(t.Context(), math.MaxInt64, jitter)
				time.Sleep(time.Microsecond)
				synctest.Wait()
				require.Empty(t, ticks, "jitter %v", jitter)
			}
		})
	}
}

func TestHeartbeatBeatsAtOnceAndThenRegularly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 3500*time.Millisecond)
		defer cancel()
		start := time.Now()
		var beats []time.Duration
		err := timing.Heartbeat(ctx, time.Second, func() { beats = append(beats, time.Since(start)) })
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, []time.Duration{0, time.Second, 2 * time.Second, 3 * time.Second}, beats)
		require.Equal(t, 3500*time.Millisecond, time.Since(start), "it does not wait for the next beat")
	})
}

func TestHeartbeatOfAnEndedContextDoesNotBeat(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := timing.Heartbeat(ctx, time.Second, func() { t.Error("it beat") })
	require.ErrorIs(t, err, context.Canceled)
}

func TestWatchNoticesSilenceWithinTwoLimits(t *testing.T) {
	for _, beating := range []time.Duration{0, 100 * time.Millisecond, 2900 * time.Millisecond, 3100 * time.Millisecond} {
		synctest.Test(t, func(t *testing.T) {
			var w timing.Watchdog
			ctx, stop := context.WithTimeout(t.Context(), beating)
			defer stop()
			var last time.Time
			go func() {
				_ = timing.Heartbeat(ctx, 300*time.Millisecond, func() { last = time.Now(); w.Beat() })
			}()
			if beating == 0 {
				last = time.Now()
			}
			require.ErrorIs(t, w.Watch(t.Context(), time.Second), timing.ErrSilent)
			silence := time.Since(last)
			require.GreaterOrEqual(t, silence, time.Second)
			require.Less(t, silence, 2*time.Second+time.Nanosecond)
		})
	}
}

// A delayed context delays whoever asks for its end the n-th time, as happens
// to a goroutine that gets no processor.
type delayed struct {
	context.Context
	calls, n int
	delay    func()
}

func (d *delayed) Done() <-chan struct{} {
	if d.calls++; d.calls == d.n {
		d.delay()
	}
	return d.Context.Done()
}

// TestALateLookIsNoSilence looks at 0 s and 10 s, and then at 29 s instead of
// 20 s, a second after a beat. At 30 s there was silence for two seconds only.
func TestALateLookIsNoSilence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var w timing.Watchdog
		for _, at := range []time.Duration{5, 28} {
			time.AfterFunc(at*time.Second, w.Beat)
		}
		start := time.Now()
		ctx := &delayed{Context: t.Context(), n: 2, delay: func() { time.Sleep(19 * time.Second) }}
		require.ErrorIs(t, w.Watch(ctx, 10*time.Second), timing.ErrSilent)
		require.Equal(t, 39*time.Second, time.Since(start))
	})
}

func TestWatchEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var w timing.Watchdog
		ctx, cancel := context.WithTimeout(t.Context(), 2500*time.Millisecond)
		defer cancel()
		go func() { _ = timing.Heartbeat(ctx, time.Second/2, w.Beat) }()
		require.ErrorIs(t, w.Watch(ctx, time.Second), context.DeadlineExceeded)
	})
}

func TestMisusePanics(t *testing.T) {
	ctx := t.Context()
	for text, misuse := range map[string]func(){
		"timing: Debounce with a duration that is not positive":  func() { timing.Debounce[int](ctx, nil, 0) },
		"timing: Throttle with a duration that is not positive":  func() { timing.Throttle[int](ctx, nil, -1) },
		"timing: Tick with a duration that is not positive":      func() { timing.Tick(ctx, 0, 0) },
		"timing: Heartbeat with a duration that is not positive": func() { _ = timing.Heartbeat(ctx, 0, nil) },
		"timing: Watch with a duration that is not positive":     func() { _ = new(timing.Watchdog).Watch(ctx, 0) },
		"timing: Tick with a jitter outside [0, 1)":              func() { timing.Tick(ctx, 1, 1) },
	} {
		require.PanicsWithValue(t, text, misuse)
	}
}
