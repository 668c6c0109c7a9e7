package exercises

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"example.com/mastery/internal/settle"
)

// When a test ends, its bubble panics if a goroutine is still blocked: a leak.

// Where a subscriber can be when its ctx ends.
var replayEnds = []struct {
	what string
	do   func(*replayTest, *replaySub)
}{
	{"nothing had been published", func(*replayTest, *replaySub) {}},
	{"an event waited for a receiver", func(r *replayTest, _ *replaySub) { r.publish(1) }},
	{"no other event came, after one was received", func(r *replayTest, s *replaySub) { r.publish(1); s.mustReceive(1) }},
	{"many events waited for a receiver", func(r *replayTest, s *replaySub) { r.publish(9); s.mustReceive(2) }},
}

func TestReplayLeavesNothingBehind(t *testing.T) {
	for _, end := range replayEnds {
		synctest.Test(t, func(t *testing.T) {
			const n = 5
			r := startReplay(t)
			before := runtime.NumGoroutine()
			s := r.subscribe()
			others := []*replaySub{s}
			for len(others) < n {
				others = append(others, r.subscribe())
			}
			end.do(r, s)
			for _, s := range others { // nobody receives from here on
				s.cancel()
			}
			settle.Calm(t, "ctx was cancelled")
			if left := runtime.NumGoroutine() - before; left >= n {
				t.Fatalf("leak: when %s, the ctx of all %d subscribers ended, and %d goroutines are still there.\n"+
					"A correct journal leaves none behind for a subscriber who has gone, whether it waits for a receiver\n"+
					"or for the next event: nobody knows whether one will come.", end.what, n, left)
			}
			r.publish(1)
			r.close()
		})
	}
}

func TestReplayHistoryThenLive(t *testing.T) {
	// Before the first event, between two, in the midst of the history: at each
	// moment some more are published.
	for _, c := range []struct{ before, received, meanwhile int }{
		{3, 0, 0}, {0, 0, 3}, {3, 0, 2}, {3, 1, 2}, {3, 3, 1}, {5, 2, 4},
	} {
		synctest.Test(t, func(t *testing.T) {
			r := startReplay(t)
			r.publish(c.before)
			s := r.subscribe()
			s.mustReceive(c.received)
			r.publish(c.meanwhile)
			s.mustReceive(c.before + c.meanwhile - c.received)
			s.mustBeEmpty("All events were received")
			for range 2 { // live
				r.publish(2)
				s.mustReceive(2)
			}
			s.mustBeEmpty("All events were received")
			r.close()
			s.mustBeClosed("Close was called, and all events were received")
		})
	}
}

func TestReplayInStep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := startReplay(t)
		r.publish(3)
		s := r.subscribe()
		for range 10 { // it never catches up
			r.publish(1)
			s.mustReceive(1)
		}
		s.mustReceive(3)
		s.mustBeEmpty("All events were received")
		r.close()
		s.mustBeClosed("Close was called, and all events were received")
	})
}

func TestReplayWaitsForNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := startReplay(t)
		stalled := r.subscribe()
		r.publish(3)
		slow := r.subscribe()
		slow.mustReceive(1)
		fast := r.subscribe()
		fast.mustReceive(3)
		r.publish(400)
		late := r.subscribe()
		fast.mustReceive(400)
		late.mustReceive(3)
		late.mustReceive(400)
		r.publish(1)
		fast.mustReceive(1)
		late.mustReceive(1)
		slow.mustReceive(2)
		slow.mustReceive(401)
		stalled.mustReceive(404)
		r.close()
		for _, s := range []*replaySub{stalled, slow, fast, late} {
			s.mustBeClosed("Close was called, and all events were received")
		}
	})
}

// replayFlood is what an earlier run has found: it takes a while, so one run of a process
// does it for all.
var replayFlood struct {
	done    bool
	message string
}

func TestReplayHoldsAFlood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const events = 20_000 // more than anybody would take for enough
		if replayFlood.done {
			if replayFlood.message != "" {
				t.Fatal(replayFlood.message)
			}
			return
		}
		replayFlood.done = true
		r := startReplay(t)
		early := r.subscribe()
		replayFlood.message = replayPublishWaits // if this run is the last
		r.publish(events)
		late := r.subscribe()
		r.close()
		replayFlood.message = fmt.Sprintf("%d events were published, and not all of them came to each subscriber.\n"+
			"A correct journal has no limit: nobody loses an event by being slow, or late.", events)
		early.mustReceive(events)
		late.mustReceive(events)
		replayFlood.message = ""
	})
}

func TestReplayIsClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := startReplay(t)
		idle := r.subscribe()
		r.publish(4)
		idle.mustReceive(4)
		behind, untouched := r.subscribe(), r.subscribe()
		behind.mustReceive(1)
		r.close()
		r.do("Publish", func() { r.Publish(4) }) // it does nothing
		r.close()                                // twice
		late := r.subscribe()
		idle.mustBeClosed("Close was called, and all events were received")
		behind.mustReceive(3)
		behind.mustBeClosed("Close was called, and all events were received")
		untouched.mustReceive(4)
		untouched.mustBeClosed("Close was called, and all events were received")
		late.mustReceive(4)
		late.mustBeClosed("Subscribe was called after Close, and all events were received")
	})
	synctest.Test(t, func(t *testing.T) {
		r := startReplay(t)
		before := r.subscribe()
		r.close()
		before.mustBeClosed("Close was called, and nothing had been published")
		r.subscribe().mustBeClosed("Subscribe was called after Close, and nothing had been published")
	})
}

func TestReplayWhenContextEnds(t *testing.T) {
	for i, end := range replayEnds {
		for _, more := range []int{0, 2} { // events that come afterwards
			if i > 0 && more == 0 {
				continue
			}
			synctest.Test(t, func(t *testing.T) {
				r := startReplay(t)
				first, s, other := r.subscribe(), r.subscribe(), r.subscribe()
				end.do(r, s)
				settle.Calm(t, "Nobody publishes, and nobody receives")
				s.cancel()
				settle.Calm(t, "ctx was cancelled")
				before := r.published
				r.publish(more)
				s.mustEnd("ctx was cancelled when "+end.what, before)
				first.mustReceive(r.published) // the others go on
				other.mustReceive(r.published)
				if more > 0 {
					ended := r.subscribeWith(func(cancel context.CancelFunc) { cancel() })
					ended.mustEnd("Subscribe was called with a ctx that had ended", r.published)
				}
				r.close()
				first.mustBeClosed("Close was called, and all events were received")
				other.mustBeClosed("Close was called, and all events were received")
			})
		}
	}
}

// When ctx ends many events wait, and so do many who receive: both ways are open, to go
// on and to end.
func TestReplayEndsWithContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1)) // or some are received before ctx ends
		const events, receivers = 100, 20
		r := startReplay(t)
		s := r.subscribe()
		received := make(chan int, events)
		var ended atomic.Int32
		for range receivers {
			go func() {
				for event := range s.events {
					received <- event
				}
				ended.Add(1)
			}()
		}
		settle.Calm(t, "Nothing was published")
		r.do("Publish", func() {
			for event := range events {
				r.Publish(event)
			}
			s.cancel()
		})
		if ended.Load() != receivers {
			settle.GiveUp(t, "deadlock: ctx was cancelled while events waited, and the channel is still open.\n"+
				"A subscriber that ranges over it waits for ever.")
		}
		var got []int
		for len(received) > 0 {
			got = append(got, <-received)
		}
		slices.Sort(got)
		for i, event := range got {
			if event != i {
				t.Fatalf("ctx was cancelled while events waited, and the subscriber received %v: number %d was left out.\n"+
					"A correct journal ends there. A break in a select leaves the select, and not the loop around it: then\n"+
					"the next event is sent though the one before was not.", got, i)
			}
		}
		r.close()
	})
}

// Nothing orders these calls but what the journal does.
func TestReplayInAStorm(t *testing.T) {
	for _, processors := range []int{0, 4} { // as many as there are, and four
		synctest.Test(t, func(t *testing.T) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
			replayStorm(t)
		})
	}
}

func replayStorm(t *testing.T) {
	const publishers, each, stride, subscribers, history = 3, 50, 1000, 16, 5
	r := &replayTest{t: t, Journal: NewJournal[int]()}
	for i := range history {
		r.Publish(publishers*stride + i)
	}
	got := make(chan []int, subscribers)
	r.doMany("One of Publish, Subscribe and Close, called by many goroutines,", func() {
		var wg sync.WaitGroup
		for p := range publishers {
			wg.Go(func() {
				for i := range each {
					r.Publish(p*stride + i)
					if i%8 == p {
						runtime.Gosched() // let others come
					}
				}
			})
		}
		for i := range subscribers {
			wg.Go(func() {
				for range i {
					runtime.Gosched()
				}
				events := r.Subscribe(context.Background())
				go func() {
					var all []int
					for event := range events {
						all = append(all, event)
					}
					got <- all
				}()
			})
		}
		wg.Wait()
		r.Close()
	})
	settle.Calm(t, "All was published, then Close was called, and all subscribers receive")
	if len(got) < subscribers {
		settle.GiveUp(t, fmt.Sprintf("deadlock: all was published, then Close was called, all subscribers receive, and the channels of %d are\n"+
			"still open. A correct journal wakes every subscriber for each event and at the close, and closes\n"+
			"its channel after the last event.", subscribers-len(got)))
	}
	first := <-got
	next := make([]int, publishers+1)
	for _, event := range first {
		if event%stride != next[event/stride] {
			t.Fatalf("One goroutine published its events one after the other, and a subscriber got its number %d where\n"+
				"number %d comes next. A correct journal has no gap, no event twice, and keeps their order.",
				event%stride, next[event/stride])
		}
		next[event/stride]++
	}
	if len(first) != publishers*each+history {
		t.Fatalf("%d events were published, and a subscriber got %d, then its channel was closed.\n"+
			"A correct journal delivers all: history and live.", publishers*each+history, len(first))
	}
	for range subscribers - 1 {
		if other := <-got; !slices.Equal(first, other) {
			t.Fatalf("Two subscribers, who came at different times, got %d and %d events, and not the same ones in the\n"+
				"same order. A correct journal has one order: an event enters it at one moment, which for each\n"+
				"subscriber is either before it came or after.", len(first), len(other))
		}
	}
}

// The history is long and its events are large, and publishers wait for their turn all
// the time: so a moment between history and live is enough for one to come between.
func TestReplayBetweenHistoryAndLive(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const history, publishers, subscribers = 400, 3, 6
		type event [2 << 10]byte
		j := NewJournal[event]()
		for range history {
			j.Publish(event{})
		}
		var wg sync.WaitGroup
		var published atomic.Int32
		stop := make(chan struct{})
		for range publishers {
			wg.Go(func() {
				for range history {
					j.Publish(event{})
					published.Add(1)
					if isDone(stop) {
						return
					}
				}
			})
		}
		counts := make(chan int, subscribers)
		for range subscribers {
			events := j.Subscribe(context.Background())
			go func() {
				n := 0
				for range events {
					n++
				}
				counts <- n
			}()
		}
		close(stop)
		wg.Wait()
		j.Close()
		for range subscribers {
			if n, want := <-counts, history+int(published.Load()); n != want {
				t.Fatalf("%d events were published while some subscribed, and one got %d, then its channel was closed.\n"+
					"A correct journal takes the history and begins with the live events in one step: what is published\n"+
					"in between would be lost, or come twice.", want, n)
			}
		}
	})
}

// Between its look at what is there and its wait for more a subscriber asks ctx for its
// Done, for the select: at that moment an event is published.
func TestReplayWakesWhoGoesToWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 20
		j := NewJournal[int]()
		var asked, published, received atomic.Int32
		ctx := askedContext{t.Context(), func() {
			if asked.Add(1) > n {
				return
			}
			var returned atomic.Bool
			go func() {
				j.Publish(0)
				published.Add(1)
				returned.Store(true)
			}()
			for yields := 0; yields < 1000 && !returned.Load(); yields++ { // who asks may hold the lock
				runtime.Gosched()
			}
		}}
		go func() {
			for range j.Subscribe(ctx) {
				received.Add(1)
			}
		}()
		settle.Calm(t, "An event was published whenever a subscriber asked ctx for its Done")
		if got, want := received.Load(), published.Load(); got != want {
			settle.GiveUp(t, fmt.Sprintf("deadlock: a subscriber had looked what is there, and before it waited for more, an event was published.\n"+
				"%d were published like that, %d received, and no other is on offer: nobody has woken it.\n%s",
				want, got, replayWakeUps))
		}
		j.Close()
	})
}

const replayWakeUps = "A correct journal loses no wake-up: a subscriber takes what it will wait for in one step with its look,\n" +
	"or there is room to keep the news for one who does not wait yet. A send with a default, that finds\n" +
	"nobody who waits, is gone."

// An askedContext calls a function whenever it is asked for its Done.
type askedContext struct {
	context.Context
	asked func()
}

func (c askedContext) Done() <-chan struct{} {
	c.asked()
	return c.Context.Done()
}

// Each event is published when the one before was received: while the subscriber looks
// whether there is another, and goes to wait for it.
func TestReplayInTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
		const n = 6000
		j := NewJournal[int]()
		var received atomic.Int32
		over := make(chan struct{}, 1)
		go func() {
			events := j.Subscribe(context.Background())
			for i := range n {
				j.Publish(i)
				<-events
				received.Add(1)
			}
			over <- struct{}{}
		}()
		for i := 0; i < 4 && len(over) == 0 && !settle.Settles(); i++ {
		}
		settle.Calm(t, "Events were published, each when the one before was received")
		if len(over) == 0 {
			settle.GiveUp(t, fmt.Sprintf("deadlock: each event was published when the one before was received. After %d of them, the next is not on\n"+
				"offer: it was published while its subscriber went to wait, and nobody has woken it.\n%s", received.Load(), replayWakeUps))
		}
		j.Close()
	})
}

// isDone reports whether a channel is closed.
func isDone(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

func TestReplayForgets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1)) // each processor keeps some memory at hand
		const batches, batch, events = 8, 50, 60
		j := NewJournal[int]()
		r := &replayTest{t: t}
		// The first half waits for an event when ctx ends, the second for a receiver.
		comeAndGo := func() {
			ctx, cancel := context.WithCancel(context.Background())
			r.doMany("Subscribe", func() {
				for range batch {
					j.Subscribe(ctx)
				}
			})
			cancel()
			settle.Calm(t, "ctx was cancelled")
		}
		comeAndGo() // the runtime keeps what goroutines need
		before := replayHeap()
		for i := range batches {
			if i == batches/2 {
				r.do("Publish", func() { j.Publish(0) })
			}
			comeAndGo()
		}
		r.doMany("Publish", func() {
			for range events {
				j.Publish(0)
			}
		})
		settle.Calm(t, "Some events were published")
		if kept := replayHeap() - before; kept > batches*batch*45 {
			t.Errorf("%d subscribers came, and their ctx ended. Then %d events were published, and %d KiB more are in use.\n"+
				"A correct journal forgets a subscriber whose ctx has ended, wherever it waits then: neither a list nor a\n"+
				"queue has anything of it. For somebody who has gone they would grow for ever.", batches*batch, events, kept>>10)
		}
		r.do("Close", j.Close)
	})
}

// replayHeap returns how many bytes are reachable.
func replayHeap() int {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// A replayTest is a journal of events that are numbered from 0.
type replayTest struct {
	*Journal[int]
	t         *testing.T
	published int
}

// A replaySub is a subscriber and what it has received.
type replaySub struct {
	r      *replayTest
	cancel context.CancelFunc
	events <-chan int
	got    []int
}

func startReplay(t *testing.T) *replayTest {
	t.Helper()
	return &replayTest{t: t, Journal: NewJournal[int]()}
}

// do calls f in a goroutine of its own, which nothing orders before those of later
// calls: what the journal does not guard is a race.
func (r *replayTest) do(what string, f func()) {
	r.t.Helper()
	r.mustReturn(f, what+" was called", "deadlock: "+what+" does not return.\n"+
		"It waits for a lock that nobody gives back, or for a subscriber. A correct journal waits for no\n"+
		"subscriber: one that does not receive holds up only itself.")
}

// doMany is do for many calls: they take a while on a busy machine, and none of them
// need block meanwhile.
func (r *replayTest) doMany(what string, f func()) {
	r.t.Helper()
	returned := make(chan struct{}, 1)
	go func() {
		f()
		returned <- struct{}{}
	}()
	for i := 0; i < 4 && len(returned) == 0 && !settle.Settles(); i++ {
	}
	r.do(what, func() { <-returned })
}

// mustReturn calls f, and gives up with message if it does not return.
func (r *replayTest) mustReturn(f func(), when, message string) {
	r.t.Helper()
	returned := make(chan struct{}, 1)
	go func() {
		f()
		returned <- struct{}{}
	}()
	settle.Calm(r.t, when)
	if len(returned) == 0 {
		settle.GiveUp(r.t, message)
	}
}

const replayPublishWaits = "Publish does not return: a subscriber has not received what was published before.\n" +
	"A correct Publish waits for no subscriber. The journal has all events anyway, and each subscriber its\n" +
	"place in it: no queue between them can be full."

// publish publishes the next n events.
func (r *replayTest) publish(n int) {
	r.t.Helper()
	begin := r.published
	r.mustReturn(func() {
		for i := range n {
			r.Publish(begin + i)
		}
	}, "Publish was called", replayPublishWaits)
	r.published += n
}

func (r *replayTest) close() {
	r.t.Helper()
	r.do("Close", r.Close)
}

func (r *replayTest) subscribe() *replaySub {
	r.t.Helper()
	return r.subscribeWith(func(context.CancelFunc) {})
}

// subscribeWith is subscribe, and calls first before.
func (r *replayTest) subscribeWith(first func(context.CancelFunc)) *replaySub {
	r.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	s := &replaySub{r: r, cancel: cancel}
	r.t.Cleanup(func() { // after a failure, let the goroutines end
		if r.t.Failed() {
			cancel()
		}
	})
	first(cancel)
	subscribed := make(chan (<-chan int), 1)
	r.do("Subscribe", func() { subscribed <- r.Subscribe(ctx) })
	if s.events = <-subscribed; s.events == nil {
		r.t.Fatal("Subscribe returned a nil channel. Whoever receives from that waits for ever.")
	}
	return s
}

// mustReceive receives the next n events.
func (s *replaySub) mustReceive(n int) {
	t := s.r.t
	t.Helper()
	type receipt struct {
		events []int
		closed bool // before there were n
	}
	received := make(chan receipt, 1)
	stop := make(chan struct{})
	go func() {
		var all receipt
		defer func() { received <- all }()
		for range n {
			select {
			case event, ok := <-s.events:
				if !ok {
					all.closed = true
					return
				}
				all.events = append(all.events, event)
			case <-stop:
				return
			}
		}
	}()
	// Each look of Calm stops all goroutines: let most events come before the first.
	for i := 0; i < 10*n && len(received) == 0; i++ {
		runtime.Gosched()
	}
	settle.Calm(t, "Events were published, and a subscriber receives them")
	close(stop)
	all := <-received
	s.got = append(s.got, all.events...)
	s.check()
	switch {
	case all.closed:
		t.Fatalf(replayClosesEarly, s.r.published, s.show())
	case len(all.events) < n:
		t.Fatalf("%d events were published, a subscriber has received %s, and no other is on offer.\n"+
			"A correct journal offers each subscriber the next event that it has not received, from the history\n"+
			"or live, however far it is behind: with a gap its picture of the world is wrong from then on.", s.r.published, s.show())
	}
}

const replayClosesEarly = "%d events were published, a subscriber has received %s, and its channel is closed.\n" +
	"A correct journal closes it after the last event: Close says that no more come, and takes back\n" +
	"none of those that were published."

// receive receives an event, if one is on offer.
func (s *replaySub) receive() bool {
	s.r.t.Helper()
	settle.Calm(s.r.t, "Events were published")
	select {
	case event, ok := <-s.events:
		if !ok {
			s.r.t.Fatalf(replayClosesEarly, s.r.published, s.show())
		}
		s.got = append(s.got, event)
		return true
	default:
		return false
	}
}

// check fails the test unless what was received is 0, 1, 2 and so on.
func (s *replaySub) check() {
	t := s.r.t
	t.Helper()
	wrong := 0
	for wrong < len(s.got) && s.got[wrong] == wrong {
		wrong++
	}
	if wrong == len(s.got) {
		return
	}
	for len(s.got) < s.r.published+10 && s.receive() { // what else comes tells what went wrong
	}
	kind, why := "A gap", "what is published between the look at the history and the first live event must be in one of them."
	switch {
	case s.got[wrong] < wrong:
		kind, why = "An event twice", "what is published between the look at the history and the first live event must be in one of them only."
	case slices.Contains(s.got[wrong:], wrong):
		kind, why = "Out of order", "live events wait until the whole history was received: one goroutine delivers both, one after the other."
	}
	t.Fatalf("%s: events 0 to %d were published, in that order, and a subscriber received %s.\n"+
		"A correct journal delivers history, then live, as if it were one:\n%s", kind, s.r.published-1, s.show(), why)
}

// show returns what was received, or its end.
func (s *replaySub) show() string {
	if n := len(s.got); n > 12 {
		return fmt.Sprintf("%d, the last of them %v", n, s.got[n-12:])
	}
	return fmt.Sprint(s.got)
}

// mustBeEmpty fails the test if there is anything to receive.
func (s *replaySub) mustBeEmpty(when string) {
	s.r.t.Helper()
	settle.Calm(s.r.t, when)
	if s.receive() {
		s.check()
	}
}

// mustBeClosed fails the test unless the channel is closed.
func (s *replaySub) mustBeClosed(when string) {
	s.r.t.Helper()
	s.mustEnd(when, len(s.got))
}

// mustEnd fails the test unless the channel is closed, after some of the events below
// most.
func (s *replaySub) mustEnd(when string, most int) {
	t := s.r.t
	t.Helper()
	for {
		settle.Calm(t, when)
		select {
		case event, ok := <-s.events:
			if !ok {
				return
			}
			if event != len(s.got) || event >= most {
				t.Fatalf("%s. A subscriber had received %s, and then got %d.\n"+
					"A correct journal delivers nothing then but, in order, events that were published before.", when, s.show(), event)
			}
			s.got = append(s.got, event)
		default:
			t.Fatalf("deadlock: %s, and the channel is still open.\n"+
				"A subscriber that ranges over it waits for ever: somebody has to wake whoever waits for the next\n"+
				"event, and to close the channel.", when)
		}
	}
}
