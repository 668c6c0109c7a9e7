package exercises

import (
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"example.com/mastery/internal/settle"
)

func TestTrysendDropsWhatNobodyReceives(t *testing.T) {
	for _, what := range []string{"an unbuffered channel", "a nil channel"} {
		synctest.Test(t, func(t *testing.T) {
			var out chan int
			if what == "an unbuffered channel" {
				out = make(chan int)
			}
			s := NewSender(out)
			for dropped := range 3 {
				if trySend(t, s, dropped, what+", from which nobody receives") {
					t.Fatalf("Nobody receives from %s, and TrySend returned true.\n"+
						"A correct TrySend returns true only when the value was sent: its caller takes that\n"+
						"for delivered.", what)
				}
				checkDropped(t, s, dropped+1, "was dropped")
			}
		})
	}
}

func TestTrysendFillsTheBufferThenDrops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out := make(chan string, 2)
		s := NewSender(out)
		for _, v := range []string{"a", "b"} {
			if !trySend(t, s, v, "a channel with room") {
				t.Fatalf("The channel has room, and TrySend returned false.\n" +
					"A correct TrySend sends whenever the channel can take the value at once.")
			}
			checkDropped(t, s, 0, "was sent, none dropped")
		}
		for dropped, v := range []string{"c", "d"} {
			if trySend(t, s, v, "a full channel") {
				t.Fatalf("The channel is full, and TrySend returned true.\n" +
					"A correct TrySend returns true only when the value was sent.")
			}
			checkDropped(t, s, dropped+1, "found the channel full")
		}
		first := <-out // room for one
		if !trySend(t, s, "e", "a channel that has room again") {
			t.Fatalf("The channel was full and has room again, and TrySend returned false.\n" +
				"A correct TrySend looks at the channel anew each time.")
		}
		checkDropped(t, s, 2, "was sent, after two that were dropped")
		settle.Wait()
		if got := append([]string{first}, drain(out)...); !slices.Equal(got, []string{"a", "b", "e"}) {
			t.Errorf("The channel had room for a and b, none for c and d, and room again for e: %q arrived.\n"+
				"A correct TrySend delivers what it said it sent, once and in that order, and nothing else:\n"+
				"what it counted as dropped does not come after all.", got)
		}
	})
}

// A select in which something else may be ready too, a timer of no time, say, sends
// only when it happens to pick the send.
func TestTrysendSendsWheneverThereIsRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const room = 500
		s := NewSender(make(chan int, room))
		for i := range room {
			if !s.TrySend(i) {
				t.Fatalf("The channel has room for %d more, and TrySend returned false.\n"+
					"A correct TrySend sends whenever the channel can take the value at once, not only mostly: a select\n"+
					"picks at random among all cases that are ready, and a default is taken only if none is.", room-i)
			}
		}
	})
}

func TestTrysendHandsOverToAWaitingReceiver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out := make(chan int)
		s := NewSender(out)
		got := make(chan int, 1)
		go func() { got <- <-out }()
		settle.Wait()
		if !trySend(t, s, 7, "an unbuffered channel with a receiver waiting") {
			close(out) // so that the receiver ends
			t.Fatalf("A receiver waits at an unbuffered channel, and TrySend returned false.\n" +
				"A correct TrySend hands the value over: it does not ask whether there is room in a\n" +
				"buffer, since len and cap say nothing of who waits.")
		}
		checkDropped(t, s, 0, "was handed over, none dropped")
		if v := <-got; v != 7 {
			t.Errorf("TrySend was given 7, and the receiver got %d.", v)
		}
	})
}

func TestTrysendCountsEveryDrop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const room, senders, each = 3, 8, 200
		out := make(chan int, room)
		s := NewSender(out)
		start, done := make(chan struct{}), make(chan int, senders+1)
		for range senders {
			go func() { // nothing orders what the senders do
				<-start
				sent := 0
				for v := range each {
					if s.TrySend(v) {
						sent++
					}
				}
				done <- sent
			}()
		}
		go func() { // reads the count while others change it
			<-start
			for range each {
				s.Dropped()
			}
			done <- 0
		}()
		close(start)
		settle.Wait()
		if len(done) <= senders {
			settle.GiveUp(t, "Eight goroutines call TrySend and one calls Dropped, and not all of them return.\n"+
				"A correct Sender makes nobody wait, also when many use it at the same time.")
		}
		sent := 0
		for range senders + 1 {
			sent += <-done
		}
		if arrived := len(drain(out)); sent != room || arrived != room {
			t.Errorf("The channel has room for %d, eight goroutines sent %d values each, nobody received:\n"+
				"TrySend said %d times that it sent, and %d arrived.\n"+
				"A correct TrySend fills the channel and says the truth of each value.", room, each, sent, arrived)
		}
		if got, want := s.Dropped(), senders*each-room; got != want {
			t.Errorf("Eight goroutines sent %d values each, %d arrived, and Dropped returned %d, want %d.\n"+
				"A correct Sender loses no count, also when goroutines drop at the same time.", each, room, got, want)
		}
	})
}

// A count that a helper adds to is behind until the helper has run.
func TestTrysendHasCountedWhenItReturns(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1)) // the helper runs when this goroutine waits, and not before
	synctest.Test(t, func(t *testing.T) {
		s := NewSender[int](nil)
		for i := range 100 {
			s.TrySend(i)
			if n := s.Dropped(); n != i+1 {
				t.Fatalf("TrySend has dropped value number %d and returned, and Dropped returned %d.\n"+
					"A correct TrySend has counted the value when it returns: its caller may ask right away.", i+1, n)
			}
		}
	})
}

// Here there is room for all, so a value is dropped only by a TrySend that finds
// another in its way. The values are large: to send one takes a while, in which the
// others come.
func TestTrysendSendsWhenOthersDo(t *testing.T) {
	type large [1 << 15]byte
	const senders, each = 4, 128
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(senders))
	s := NewSender(make(chan large, senders*each))
	start, done := make(chan struct{}), make(chan int, senders)
	for range senders {
		go func() {
			<-start
			dropped := 0
			for range each {
				if !s.TrySend(large{}) {
					dropped++
				}
			}
			done <- dropped
		}()
	}
	close(start)
	settle.Wait()
	if len(done) < senders {
		settle.GiveUp(t, "Four goroutines call TrySend for a channel with room, and not all of them return.\n"+
			"A correct Sender makes nobody wait, also when many use it at the same time.")
	}
	dropped := 0
	for range senders {
		dropped += <-done
	}
	if dropped > 0 {
		t.Errorf("Four goroutines sent %d values to a channel with room for all, and TrySend dropped %d.\n"+
			"A correct TrySend drops what the channel can't take: that another goroutine is in TrySend, or holds\n"+
			"a lock for a moment, is no reason.", senders*each, dropped)
	}
}

// They go on until they have met in TrySend many times, or for a moment where the
// machine runs one at a time.
func TestTrysendCountsDropsThatMeet(t *testing.T) {
	const senders, enough, moment = 4, 20000, 40 * time.Millisecond
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(senders))
	s := NewSender[int](nil)
	var calls, met atomic.Int64
	start, done := make(chan struct{}), make(chan struct{}, senders)
	for range senders {
		go func() {
			<-start
			for begin := time.Now(); met.Load() < enough && time.Since(begin) < moment; {
				before := calls.Load()
				s.TrySend(0)
				if calls.Add(1) > before+1 {
					met.Add(1) // another call has ended between the begin and the end of this one
				}
			}
			done <- struct{}{}
		}()
	}
	close(start)
	settle.Wait()
	if len(done) < senders {
		settle.GiveUp(t, "Four goroutines call TrySend for a nil channel, and not all of them return.\n"+
			"A correct Sender makes nobody wait, also when many use it at the same time.")
	}
	if got, want := s.Dropped(), int(calls.Load()); got != want {
		t.Errorf("Four goroutines called TrySend for a nil channel, %d times in all, and Dropped returned %d.\n"+
			"A correct Sender adds to its count in one step, which nobody comes between: an atomic Load and an\n"+
			"atomic Store are two, and what another counts between them is overwritten.", want, got)
	}
}

// On one processor a new goroutine runs when the one that started it waits or
// yields, and not before.
func TestTrysendTriesAtOnce(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	synctest.Test(t, func(t *testing.T) {
		const rounds = 50
		late := 0
		for range rounds {
			out := make(chan int)
			s := NewSender(out)
			go func() {
				for range out { // ends when out is closed
				}
			}()
			if s.TrySend(1) {
				late++
			}
			close(out)
		}
		// In a round or two the runtime may have been faster, and somebody did wait.
		if late > rounds/2 {
			t.Errorf("TrySend was called, and then a receiver came. In %d of %d rounds it got the value.\n"+
				"A correct TrySend decides at once: it does not let others run to try again after them, since\n"+
				"nobody knows how long that takes. What can't be sent now is dropped.", late, rounds)
		}
	})
}

// trySend calls TrySend and fails the test unless it returns at once.
func trySend[T any](t *testing.T, s *Sender[T], v T, to string) bool {
	t.Helper()
	sent := make(chan bool, 1)
	go func() { sent <- s.TrySend(v) }()
	if !settle.Settles() {
		settle.GiveUp(t, "TrySend to "+to+", goes round and round.\n"+
			"A correct TrySend tries once: it is called by goroutines that have better things to do.")
	}
	if len(sent) == 0 {
		settle.GiveUp(t, "TrySend to "+to+", does not return.\n"+
			"A correct TrySend returns at once, whether it sent or dropped: one slow receiver must not\n"+
			"hold up everybody who has something to say.")
	}
	return <-sent
}

// checkDropped fails the test unless want values were dropped, where the last
// one was dealt with like this: "was dropped".
func checkDropped[T any](t *testing.T, s *Sender[T], want int, last string) {
	t.Helper()
	got := make(chan int, 1)
	go func() { got <- s.Dropped() }()
	if settle.Wait(); len(got) == 0 {
		settle.GiveUp(t, "One goroutine uses the Sender, and Dropped does not return.\n"+
			"A correct Dropped makes nobody wait: who locked what it waits for, and where is that unlocked?")
	}
	if n := <-got; n != want {
		t.Fatalf("The last value %s, and Dropped returned %d, want %d.\n"+
			"A correct Sender counts each value that it drops, and no other:\n"+
			"the count is all that anybody hears of them.", last, n, want)
	}
}

// drain receives what a channel holds.
func drain[T any](c <-chan T) []T {
	var all []T
	for {
		select {
		case v := <-c:
			all = append(all, v)
		default:
			return all
		}
	}
}
