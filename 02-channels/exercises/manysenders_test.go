package exercises

import (
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"
	"testing/synctest"

	"example.com/mastery/internal/settle"
)

// When a test ends, its bubble panics if a goroutine is still blocked: a leak.

func TestManysendersDeliversEverything(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		// Each sends some values and returns; the others go on.
		m := startManySenders(t, 1, 5, 3, 2)
		received := m.receiveAll()
		for i, n := range []int{1, 5, 3, 2} {
			var numbers []int // what came from sender i
			for _, v := range received {
				if v.sender == i {
					numbers = append(numbers, v.number)
				}
			}
			if len(numbers) != n || !slices.IsSorted(numbers) {
				t.Errorf("Sender %d sent the numbers 0 to %d and returned. Received of these were %v,\n"+
					"and then the channel was closed. A correct ManySenders delivers the values of all senders,\n"+
					"each sender's in order, and closes the channel after the last of them.", i, n-1, numbers)
			}
		}
		m.mustAgree(received)
		m.mustReturnFromStop("All senders have returned") // and stop may be called all the same
		m.mustReturnFromStop("All senders have returned, and stop was called before")
	})
}

func TestManysendersCloses(t *testing.T) {
	for _, counts := range [][]int{{}, {0}, {0, 0}} {
		synctest.Test(t, func(t *testing.T) {
			m := startManySenders(t, counts...)
			m.mustBeClosed("All senders have returned, and none of them sent anything")
		})
	}
}

func TestManysendersWaitsForTheReceiver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := startManySenders(t, 1, 1, 1)
		m.look()
		if n := len(m.outcomes); n > 0 {
			t.Errorf("Three senders sent a value each, nobody received any, and send has returned to %d of them.\n"+
				"A correct send returns true when the value was received, not before: a value that lies\n"+
				"somewhere is lost when the receiver stops.", n)
		}
		m.mustAgree(m.receiveAll())
	})
}

func TestManysendersStopReachesAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := startManySenders(t, 9, 9, 9, 9)
		received := []manyValue{<-m.values, <-m.values}
		settle.Calm(t, "Four senders wait in send") // now all do
		m.mustReturnFromStop("Four senders wait in send")
		if m.look(); m.running > 0 {
			m.mustNotSleep("stop was called while four senders waited in send")
			settle.GiveUp(t, fmt.Sprintf("leak: stop was called while four senders waited in send, and %d of them still wait.\n"+
				"Nobody will receive from them. A correct stop reaches all senders: one value on a channel\n"+
				"is received by one of them, a close is seen by all that look, also while they wait: the\n"+
				"send and the look belong into one select.", m.running))
		}
		m.mustBeClosed("stop was called, and then all senders have returned")
		m.mustAgree(received)
		m.mustReturnFromStop("stop was called before, and all senders have returned")
	})
}

func TestManysendersStopReachesThoseWhoComeLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := make(chan struct{})
		begin := sync.OnceFunc(func() { close(gate) })
		t.Cleanup(begin) // after a failure, let the senders go on
		m := startManySendersThat(t, func() { <-gate }, 2, 2, 2)
		m.mustReturnFromStop("Three senders are at work, none of them in send")
		m.mustReturnFromStop("stop was called before, and the senders are at work")
		select {
		case _, ok := <-m.values:
			t.Fatalf("stop was called, the senders are still at work, and a receive returned (closed: %v).\n"+
				"A correct ManySenders closes the channel when all senders have returned: one of them\n"+
				"may be about to send, and a send on a closed channel panics.", !ok)
		default:
		}
		begin()
		if m.look(); m.running > 0 {
			m.mustNotSleep("stop was called, then three senders called send")
			settle.GiveUp(t, fmt.Sprintf("leak: stop was called, then three senders called send, and %d of them wait for ever.\n"+
				"A correct stop is not forgotten: also whoever comes later must learn of it.", m.running))
		}
		m.mustAgree(nil)
		m.mustBeClosed("stop was called, and then all senders have returned")
	})
}

func TestManysendersStopIsHeardAgainAndAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const calls = 3
		sent := make(chan bool, calls)
		_, stop := ManySenders(func(send func(int) bool) {
			for i := range calls { // a sender may well go on to its next value
				sent <- send(i)
			}
		})
		settle.Calm(t, "A sender waits in send")
		go stop()
		settle.Calm(t, "stop was called, and a sender calls send three times")
		if n := len(sent); n < calls {
			settle.GiveUp(t, fmt.Sprintf("leak: stop was called, a sender calls send %d times, and after %d of them it waits for ever.\n"+
				"A correct stop is heard as often as somebody listens: a token is used up by who takes it,\n"+
				"a close stays.", calls, n))
		}
		for range calls {
			if <-sent {
				t.Fatalf("stop was called, nobody receives, and send returned true.\n" +
					"A correct send returns true when the value was received.")
			}
		}
	})
}

func TestManysendersStopsOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := startManySenders(t, 9, 9)
		settle.Calm(t, "Two senders wait in send")
		var all sync.WaitGroup
		for range 8 {
			all.Go(m.stop) // at the same time
		}
		settle.Calm(t, "stop was called by eight goroutines at the same time")
		m.mustBeClosed("stop was called by eight goroutines at the same time")
		all.Wait()
		m.mustAgree(nil)
	})
}

// A stop that asks whether it is over, and then closes, panics if two ask before
// either closes. That is a matter of chance, so there are many: some goroutines
// stop one after another, all the same ones. To ask is quicker than to close, so
// whoever is behind catches up.
func TestManysendersStopsOnceForWhoeverComesBetween(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	for range 2 {
		synctest.Test(t, func(t *testing.T) {
			stops := make([]func(), 1000)
			for i := range stops {
				_, stops[i] = ManySenders[int]()
			}
			begin := make(chan struct{})
			var callers sync.WaitGroup
			for range 4 {
				callers.Go(func() {
					<-begin
					for _, stop := range stops {
						stop() // must not panic
					}
				})
			}
			settle.Wait()
			close(begin)
			callers.Wait()
		})
	}
}

func TestManysendersAgreesWithTheReceiver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := startManySenders(t, 50, 50, 50, 50)
		var received []manyValue
		for v := range m.values {
			if received = append(received, v); len(received) == 20 {
				go m.stop() // in the midst of sends and receives
			}
		}
		settle.Wait()
		m.mustAgree(received)
	})
}

// A manyValue is what a sender sends: who it is, and a number.
type manyValue struct{ sender, number int }

// A manyOutcome is what send returned to a sender.
type manyOutcome struct {
	value    manyValue
	received bool
}

// A manySendersCall is a call of ManySenders.
type manySendersCall struct {
	t        *testing.T
	values   <-chan manyValue
	stop     func()
	reports  []chan manyOutcome // one per sender, who closes it when it returns
	outcomes []manyOutcome      // what was taken from reports
	running  int                // senders that have not returned, as far as is known
}

// startManySenders calls ManySenders with one sender for each count, who sends
// that many numbers, as long as send returns true. It returns when nothing can go
// on before somebody receives.
func startManySenders(t *testing.T, counts ...int) *manySendersCall {
	t.Helper()
	return startManySendersThat(t, func() {}, counts...)
}

// startManySendersThat is startManySenders for senders that call first at first.
func startManySendersThat(t *testing.T, first func(), counts ...int) *manySendersCall {
	t.Helper()
	m := &manySendersCall{t: t, running: len(counts)}
	var senders []func(func(manyValue) bool)
	var begun []chan struct{} // one per sender, who fills it when it begins
	for i, n := range counts {
		report := make(chan manyOutcome, n) // of its own: it orders this sender and no other
		m.reports = append(m.reports, report)
		begin := make(chan struct{}, 1)
		begun = append(begun, begin)
		senders = append(senders, func(send func(manyValue) bool) {
			defer close(report)
			begin <- struct{}{}
			first()
			for number := range n {
				v := manyValue{i, number}
				ok := send(v)
				report <- manyOutcome{v, ok}
				if !ok {
					return
				}
			}
		})
	}
	returned := make(chan struct{})
	go func() {
		m.values, m.stop = ManySenders(senders...)
		close(returned)
	}()
	settle.Calm(t, "ManySenders was called, and nobody receives")
	select {
	case <-returned:
	default:
		settle.GiveUp(t, "deadlock: ManySenders does not return, and the senders wait for a receiver.\n"+
			"Nobody can receive before ManySenders has returned the channel.\n"+
			"A correct ManySenders starts the senders and returns; others wait for their end.")
	}
	if m.values == nil || m.stop == nil {
		t.Fatalf("ManySenders returned a nil channel or a nil stop: want both.")
	}
	for i, begin := range begun {
		if len(begin) == 0 {
			settle.GiveUp(t, fmt.Sprintf("ManySenders has returned, and sender %d of %d has not begun.\n"+
				"A correct ManySenders runs each sender in a goroutine of its own, at the same time: one that\n"+
				"has nothing to send for an hour must not hold up the others.", i, len(counts)))
		}
	}
	return m
}

// look takes what the senders have reported so far.
func (m *manySendersCall) look() {
	m.t.Helper()
	settle.Calm(m.t, "The senders wait, or have returned")
	for i, report := range m.reports {
		for report != nil {
			select {
			case o, ok := <-report:
				if ok {
					m.outcomes = append(m.outcomes, o)
					continue
				}
				m.reports[i] = nil
				m.running--
			default:
			}
			break
		}
	}
}

// receiveAll receives until the channel is closed.
func (m *manySendersCall) receiveAll() (received []manyValue) {
	m.t.Helper()
	for {
		settle.Calm(m.t, "A sender waits in send, or all have returned")
		select {
		case v, ok := <-m.values:
			if !ok {
				return received
			}
			received = append(received, v)
		default:
			m.t.Fatalf("deadlock: %d values were received, no sender waits to send another, and the channel is still open.\n"+
				"A receiver that ranges over it waits for ever. A correct ManySenders closes the channel\n"+
				"when all senders have returned: somebody has to wait for that.", len(received))
		}
	}
}

// mustReturnFromStop calls stop and fails the test if it does not return. what
// says what happened before.
func (m *manySendersCall) mustReturnFromStop(what string) {
	m.t.Helper()
	stopped := make(chan struct{})
	go func() {
		m.stop()
		close(stopped)
	}()
	m.look()
	select {
	case <-stopped:
	default:
		kind := ""
		if m.running == 0 {
			kind = "deadlock: "
		}
		settle.GiveUp(m.t, kind+what+", and stop does not return.\n"+
			"A correct stop tells the senders and waits for nobody: they may be at work for long, or gone.")
	}
}

// mustNotSleep fails the test if senders that have not returned do when some time
// has passed. what says what happened.
func (m *manySendersCall) mustNotSleep(what string) {
	m.t.Helper()
	before := m.running
	settle.PassTime()
	if m.look(); m.running < before {
		settle.GiveUp(m.t, what+", and send returned false only when some time had passed.\n"+
			"A correct send returns at once: it waits for a receiver and for the end in one select, and is\n"+
			"woken by either. One that looks whenever a timer says so is late, and wakes up for nothing.")
	}
}

// mustBeClosed fails the test unless the channel is closed. what says what
// happened.
func (m *manySendersCall) mustBeClosed(what string) {
	m.t.Helper()
	m.look()
	select {
	case v, ok := <-m.values:
		if ok {
			m.t.Fatalf("%s, and a receiver got number %d of sender %d.\n"+
				"A correct ManySenders closes the channel then: nothing comes any more.", what, v.number, v.sender)
		}
	default:
		m.t.Fatalf("deadlock: %s, and the channel is still open.\n"+
			"A receiver waits for ever, for a value that nobody will send: somebody has to wait for the\n"+
			"senders' end, and close it.", what)
	}
}

// mustAgree fails the test unless the values to which send said true are those
// that were received.
func (m *manySendersCall) mustAgree(received []manyValue) {
	m.t.Helper()
	m.look()
	for _, o := range m.outcomes {
		switch got := slices.Contains(received, o.value); {
		case o.received && !got:
			m.t.Fatalf("send returned true for number %d of sender %d, and no receiver has got it.\n"+
				"A correct send returns true when the value was received: this one is lost, and its\n"+
				"sender takes it for delivered.", o.value.number, o.value.sender)
		case !o.received && got:
			m.t.Fatalf("send returned false for number %d of sender %d, and a receiver has got it.\n"+
				"A correct send returns false when the value was not received: its sender may give it\n"+
				"to somebody else, and then it is there twice.", o.value.number, o.value.sender)
		}
	}
	if len(m.outcomes) < len(received) {
		m.t.Fatalf("%d values were received, and send has returned for %d.\n"+
			"A correct send returns when its value was received.", len(received), len(m.outcomes))
	}
}
