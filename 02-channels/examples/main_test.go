package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"example.com/mastery/02-channels/queue"
	"example.com/mastery/internal/lessontest"
)

// Every example must leave no goroutine behind: goleak looks when all have run.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// play returns the lines that the example called name prints.
func play(t *testing.T, name string) []string {
	t.Helper()
	return lessontest.Play(t, examples, name)
}

func TestHandoverPrintsWhatWasWritten(t *testing.T) {
	require.Equal(t, []string{
		"page 1: Channels", "page 2: hand over", "page 3: what they carry",
	}, play(t, "handover"))
}

func TestBufferedFreesTheWriterNotThePrinter(t *testing.T) {
	lines := play(t, "buffered")
	require.Len(t, lines, 2)
	without := lessontest.Numbers[int](t, lines[0:1], `room for 0: writer free after +(\d+) ms, all printed after +(\d+) ms`)
	with := lessontest.Numbers[int](t, lines[1:2], `room for 2: writer free after +(\d+) ms, all printed after +(\d+) ms`)
	require.GreaterOrEqual(t, without[0], 30, "the fourth page is taken when three are printed")
	require.GreaterOrEqual(t, with[0], 10, "the third finds room when one is printed")
	require.GreaterOrEqual(t, without[1], 40)
	require.GreaterOrEqual(t, with[1], 40, "four pages take the printer as long as ever")
}

func TestRulesAreThoseOfTheLanguage(t *testing.T) {
	require.Equal(t, strings.TrimSpace(`
nil:
  c <- 1        blocks
  v, ok := <-c  blocks
  close(c)      panics: close of nil channel
  len, cap      0, 0
open, empty:
  c <- 1        done
  v, ok := <-c  blocks
  close(c)      done
  len, cap      0, 1
open, full:
  c <- 1        blocks
  v, ok := <-c  7, true
  close(c)      done
  len, cap      1, 1
closed, not empty:
  c <- 1        panics: send on closed channel
  v, ok := <-c  7, true
  close(c)      panics: close of closed channel
  len, cap      1, 1
closed, empty:
  c <- 1        panics: send on closed channel
  v, ok := <-c  0, false
  close(c)      panics: close of closed channel
  len, cap      0, 1
`), strings.Join(play(t, "rules"), "\n"))
}

func TestInsidesServesTheFirstInLineFirst(t *testing.T) {
	var steps []string
	for _, line := range play(t, "insides") {
		if line[0] != ' ' {
			steps = append(steps, line)
		}
	}
	require.Equal(t, []string{
		"made",
		"ann and bob wait to receive",
		"sent 7",
		"sent 8; ann has 7, bob 8",
		"sent 1 and 2; cat waits to send 3",
		"received 1",
		"closed",
		"received 2 true, 3 true, 0 false",
	}, steps)
}

func TestClosingLosesNothing(t *testing.T) {
	require.Equal(t, []string{
		"5 true: was sent", "0 true: was sent", "7 true: was sent", "0 false: closed and empty",
	}, play(t, "closing"))
}

func TestGeneratorEndsWhenNobodyWantsMore(t *testing.T) {
	require.Equal(t, []string{"0", "1", "4", "9", "16", "and no goroutine is left"}, play(t, "generator"))
}

func TestFutureIsComputedOnceForAll(t *testing.T) {
	lines := play(t, "future")
	require.Len(t, lines, 5)
	require.Equal(t, "baked once", lines[0])
	require.ElementsMatch(t, []string{"ann gets bread", "bob gets bread", "cat gets bread"}, lines[1:4])
	require.Equal(t, "late, and at once: bread", lines[4])
}

func TestSignalReachesAllAndAllReport(t *testing.T) {
	require.Equal(t, []string{"all are home: [9 10 11] seconds"}, play(t, "signal"))
}

func TestSemaphoreLetsOneInAndOneGo(t *testing.T) {
	lines := play(t, "semaphore")
	require.Equal(t, "the bath is free, 200 litres in all", lines[len(lines)-1])
	// On a busy machine bob may be first, and cat may find the bath free.
	require.Contains(t, strings.Join(lines, "\n"), "bathed, 100 litres so far\n")
	require.Contains(t, strings.Join(lines, "\n"), "bathed, 200 litres so far\n")
}

func TestBufferFreesTheSenderAndKeepsTheOrder(t *testing.T) {
	lines := play(t, "buffer")
	require.Len(t, lines, 2)
	require.Equal(t, "received [0 1 2 3 4 5]", lines[0])
	n := lessontest.Numbers[int](t, lines[1:2], `sender free after +(\d+) ms, receiver done after +(\d+) ms`)
	require.GreaterOrEqual(t, n[1], 24)
	require.Less(t, n[0], n[1])
}

// The sender must not wait even if nobody receives at all.
func TestUnboundedNeverHoldsTheSender(t *testing.T) {
	in := make(chan int)
	out := unbounded(in)
	for v := range 10_000 {
		in <- v
	}
	close(in)
	want := 0
	for v := range out {
		require.Equal(t, want, v)
		want++
	}
	require.Equal(t, 10_000, want)
}

func TestManySendersLoseNoVote(t *testing.T) {
	require.Equal(t, []string{"yes 3, no 2, none lost"}, play(t, "manysenders"))
}

func TestQueueTakesEverythingUntilItIsClosed(t *testing.T) {
	require.Equal(t, []string{
		"audited 10", "audited 20", "audited 30", "audited 40", "after Close: refused true",
	}, play(t, "queue"))
}

func TestTicksAreDropped(t *testing.T) {
	lines := play(t, "ticks")
	require.Len(t, lines, 1)
	n := lessontest.Numbers[int](t, lines[0:1], `ticks due: (\d+), taken: (\d+), len (\d+), cap (\d+)`)
	require.GreaterOrEqual(t, n[0], 20)
	require.Equal(t, []int{5, 0, 0}, n[1:])
}

// The benchmarks compare what moves every value, in order, once.
func TestConduitsMoveEverythingInOrder(t *testing.T) {
	for name, c := range map[string]conduit{
		"unbuffered": make(channel),
		"buffered":   make(channel, 128),
		"mutex":      newGuarded(128),
		"batches":    newBatches(),
		"atomic":     new(slot),
		"ring":       new(ring),
		"queue":      queued128{queue.New[int](128)},
	} {
		t.Run(name, func(t *testing.T) {
			const n = 1000
			done := make(chan struct{})
			go func() { // ends with the last value
				defer close(done)
				for want := range n {
					if got := c.get(); got != want {
						t.Errorf("value %d is %d", want, got)
						return
					}
				}
			}()
			for v := range n {
				c.put(v)
			}
			<-done
		})
	}
}
