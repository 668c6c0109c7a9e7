package exercises

import (
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

func TestBrokerLeavesNothingBehind(t *testing.T) {
	for _, published := range []int{0, 1, 5} {
		for _, receives := range []bool{false, true} {
			synctest.Test(t, func(t *testing.T) {
				b := startBroker(t)
				subs := []*brokerSub{b.subscribe(2), b.subscribe(2), b.subscribe(9)}
				b.publish(published)
				if receives && published > 0 {
					for _, s := range subs {
						s.mustReceive(0)
					}
				}
				subs[0].unsubscribe() // nobody receives what is left
				b.publish(1)
				b.close()
			})
		}
	}
}

func TestBrokerDeliversToAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := startBroker(t)
		b.publish(1) // to nobody
		first, second := b.subscribe(10), b.subscribe(10)
		b.publish(3)
		late := b.subscribe(10)
		b.publish(2)
		first.mustReceive(1, 2, 3, 4, 5)
		second.mustReceive(1, 2, 3, 4, 5)
		late.mustReceive(4, 5)
		for _, s := range []*brokerSub{first, second, late} {
			s.mustBeEmpty("All that was published was received")
			s.mustHaveMissed(0, 0)
		}
		b.close()
		for _, s := range []*brokerSub{first, second, late} {
			s.mustBeClosed("Close has returned", 0)
		}
	})
}

func TestBrokerWaitsForNobody(t *testing.T) {
	for _, slowFirst := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			const room, n = 2, 10
			b := startBroker(t)
			var slow, fast *brokerSub
			if slowFirst {
				slow = b.subscribe(room)
			}
			fast = b.subscribe(n)
			if !slowFirst {
				slow = b.subscribe(room)
			}
			b.publish(n)
			fast.mustReceive(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
			fast.mustHaveMissed(0, 0)
			missed := slow.mustHaveMissed(n-room-1, n-room)
			for i := range n - missed {
				slow.mustReceive(i)
			}
			slow.mustBeEmpty(fmt.Sprintf("A subscription missed %d of %d messages, and has received the others", missed, n))
			b.publish(1)
			slow.mustReceive(n) // it has room again
			fast.mustReceive(n)
			slow.mustHaveMissed(missed, missed)
			b.close()
		})
	}
}

func TestBrokerUnsubscribes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := startBroker(t)
		gone, stays, idle := b.subscribe(5), b.subscribe(9), b.subscribe(5)
		b.publish(2)
		gone.mustReceive(0)
		idle.mustReceive(0, 1)
		gone.unsubscribe()
		b.publish(2) // to a subscription less
		idle.mustReceive(2, 3)
		idle.unsubscribe()
		gone.unsubscribe() // twice
		b.publish(1)
		stays.mustReceive(0, 1, 2, 3, 4)
		gone.mustBeClosed("Unsubscribe has returned", 1)
		gone.mustHaveMissed(0, 0) // neither what it held nor what came afterwards
		idle.mustBeClosed("Unsubscribe has returned", 0)
		b.close()
		stays.unsubscribe()
		gone.unsubscribe()
		stays.mustBeClosed("Close has returned", 0)
	})
}

func TestBrokerUnsubscribesOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := startBroker(t)
		s := b.subscribe(5)
		b.do("Unsubscribe, called by eight goroutines and Close by another,", func() {
			var wg sync.WaitGroup
			for range 8 {
				wg.Go(s.sub.Unsubscribe)
			}
			wg.Go(b.Broker.Close)
			wg.Wait()
		})
		s.mustBeClosed("Unsubscribe was called by eight goroutines at the same time, and Close by another", 0)
	})
}

func TestBrokerIsClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := startBroker(t)
		s := b.subscribe(5)
		b.publish(2)
		b.close()
		b.publish(1)
		b.close() // twice
		late := b.subscribe(5)
		b.publish(1)
		late.mustBeClosed("Subscribe was called after Close", 0)
		late.unsubscribe()
		s.mustBeClosed("Close has returned", 2)
	})
}

// brokerFailed is set once a broker did not stand the storm: it need not stand the crowd.
var brokerFailed bool

// Nothing orders these calls but what the broker does.
func TestBrokerInAStorm(t *testing.T) {
	defer func() { brokerFailed = brokerFailed || t.Failed() }()
	synctest.Test(t, func(t *testing.T) {
		const publishers, each = 3, 60
		type message struct{ publisher, number int }
		b := NewBroker[message]()
		subs := []*Subscription[message]{b.Subscribe(1)} // and three with room for all
		for range 3 {
			subs = append(subs, b.Subscribe(publishers*each))
		}
		var received []chan []message // of each subscription: what it received until its close
		for _, s := range subs {
			all := make(chan []message, 1)
			received = append(received, all)
			go func() {
				var got []message
				for m := range s.Messages() {
					got = append(got, m)
				}
				all <- got
			}()
		}
		test := &brokerTest{t: t}
		test.doMany("One of the calls, made by seven goroutines,", func() {
			var wg sync.WaitGroup
			for p := range publishers {
				wg.Go(func() {
					for i := range each {
						b.Publish(message{p, i})
					}
				})
			}
			for i := range 4 {
				wg.Go(func() {
					for range 25 {
						s := b.Subscribe(1 + i)
						if i%2 == 0 {
							runtime.Gosched() // let somebody publish
						}
						s.Unsubscribe()
						for range s.Messages() { // until it is closed
						}
					}
				})
			}
			wg.Wait()
		})
		settle.Calm(t, "All has been published")
		test.do("Close", b.Close)
		for i, s := range subs {
			settle.Calm(t, "Close has returned")
			if len(received[i]) == 0 {
				settle.GiveUp(t, "deadlock: Close has returned, and a channel is still open. Whoever ranges over it waits for ever.\n"+
					"A correct Close closes the channel of every subscription.")
			}
			got, missed := <-received[i], s.Missed()
			if i > 0 && missed > 0 {
				t.Fatalf("A subscription had room for all messages, and missed %d.\n"+
					"A correct broker drops a message for want of room only.", missed)
			}
			if len(got)+missed != publishers*each {
				t.Fatalf("%d messages were published. A subscription received %d of them and missed %d.\n"+
					"A correct broker counts as missed what was not received for want of room, and loses nothing else.",
					publishers*each, len(got), missed)
			}
			next := make([]int, publishers)
			for _, m := range got {
				if m.number < next[m.publisher] {
					t.Fatalf("Publisher %d sent its messages one after the other, and number %d was received after number %d.\n"+
						"A correct broker keeps the order of each publisher's messages.",
						m.publisher, m.number, next[m.publisher]-1)
				}
				next[m.publisher] = m.number + 1
			}
		}
	})
}

// While messages are published all the time to a long list, some come, stay or leave.
func TestBrokerWhileOthersComeAndGo(t *testing.T) {
	if brokerFailed {
		t.SkipNow()
	}
	synctest.Test(t, func(t *testing.T) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
		const publishers, publishes, guests, each, last = 2, 30, 4, 30, -1
		b := crowdedBroker(100)
		test := &brokerTest{t: t}
		var got, ended atomic.Int32
		stay := func(s *Subscription[int]) {
			for m := range s.Messages() {
				if m == last {
					got.Add(1)
				}
			}
			ended.Add(1)
		}
		test.doMany("One of the calls, made by six goroutines at the same moment,", func() {
			var left atomic.Int32 // guests who are not done
			left.Store(guests)
			publish := func() {
				for i := 0; i < publishes && left.Load() > 0; i++ {
					b.Publish(0)
				}
			}
			guest := func() {
				for range each {
					s := b.Subscribe(publishers*publishes + 1) // room for all
					go stay(s)
					b.Subscribe(1).Unsubscribe()
				}
				left.Add(-1)
			}
			brokerAtOnce(publish, publish, guest, guest, guest, guest)
			b.Publish(last)
		})
		settle.Calm(t, "All calls have returned")
		if n := got.Load(); n != guests*each {
			t.Errorf("Some subscribed while others unsubscribed. Then a message was published, and of the %d who came %d have it.\n"+
				"A correct broker looks who is there and changes that in one step: otherwise whoever comes in between\n"+
				"is lost.", guests*each, n)
		}
		test.doMany("Close", b.Close)
		settle.Calm(t, "Close has returned")
		if ended.Load() != guests*each {
			settle.GiveUp(t, brokerStaysOpen)
		}
	})
}

// Each subscription has room for one, and several publish.
func TestBrokerWhenRoomIsShort(t *testing.T) {
	if brokerFailed {
		t.SkipNow()
	}
	synctest.Test(t, func(t *testing.T) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
		const rounds, publishers, n = 5, 4, 100
		b := NewBroker[int]()
		test := &brokerTest{t: t}
		var subs [n]*Subscription[int]
		var received [n]atomic.Int32
		made := make(chan struct{}, 1)
		test.doMany("Publish, called by four goroutines at the same moment while all subscriptions have room for one,", func() {
			for i := range subs {
				subs[i] = b.Subscribe(1)
			}
			publish := func() { b.Publish(0) }
			for range rounds {
				brokerAtOnce(publish, publish, publish, publish)
				for i, s := range subs {
					select {
					case <-s.Messages():
						received[i].Add(1)
					default:
					}
				}
			}
			made <- struct{}{}
		})
		<-made
		for i, s := range subs {
			go func() {
				for range s.Messages() {
					received[i].Add(1)
				}
			}()
		}
		settle.Calm(t, "All has been published")
		for i, s := range subs {
			if got, missed := int(received[i].Load()), s.Missed(); got+missed != rounds*publishers {
				t.Errorf("%d messages were published, four at the same moment. A subscription received %d and missed %d.\n"+
					"A correct broker counts as missed what was not received for want of room, and loses nothing else.",
					rounds*publishers, got, missed)
				break
			}
		}
		test.doMany("Close", b.Close)
	})
}

// Some publish and some subscribe, all the time, and the broker is closed.
func TestBrokerIsClosedMeanwhile(t *testing.T) {
	if brokerFailed {
		t.SkipNow()
	}
	synctest.Test(t, func(t *testing.T) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
		const rounds, guests, most = 3, 4, 60
		test := &brokerTest{t: t}
		made := make(chan []*Subscription[int], rounds*guests)
		test.doMany("One of Publish, Subscribe and Close, called by several goroutines at the same moment,", func() {
			for range rounds {
				b := crowdedBroker(60)
				var closed atomic.Bool
				publish := func() {
					for i := 0; i < most && !closed.Load(); i++ {
						b.Publish(0)
					}
				}
				guest := func() {
					var all []*Subscription[int]
					for i := 0; i < most && !closed.Load(); i++ {
						all = append(all, b.Subscribe(1))
					}
					made <- all
				}
				end := func() {
					for range 10 {
						runtime.Gosched()
					}
					b.Close()
					closed.Store(true)
				}
				brokerAtOnce(publish, publish, guest, guest, guest, guest, end)
				for range 8 {
					b := NewBroker[int]()
					brokerAtOnce(b.Close, b.Close, b.Close, b.Close)
				}
			}
		})
		for range rounds * guests {
			for _, s := range <-made {
				brokerUntilClosed(t, s)
			}
		}
	})
}

// crowdedBroker returns a broker with n subscriptions from which nobody receives: so a
// Publish takes a while, and others meet it.
func crowdedBroker(n int) *Broker[int] {
	b := NewBroker[int]()
	for range n {
		b.Subscribe(1)
	}
	return b
}

// brokerAtOnce makes these calls at the same moment, as far as it can, and waits for them.
func brokerAtOnce(calls ...func()) {
	var wg sync.WaitGroup
	var ready atomic.Int32
	for _, call := range calls {
		wg.Go(func() {
			for ready.Add(1); int(ready.Load()) < len(calls); {
				runtime.Gosched()
			}
			call()
		})
	}
	wg.Wait()
}

const brokerStaysOpen = "deadlock: Subscribe, Unsubscribe, Publish and Close were called at the same time, and afterwards a channel is\n" +
	"still open. Whoever ranges over it waits for ever. A correct broker looks who is there, or whether it is\n" +
	"closed, and changes that in one step: what was seen before the lock was taken may not be so any more."

// brokerUntilClosed receives until the channel is closed, and fails the test if it stays open.
func brokerUntilClosed(t *testing.T, s *Subscription[int]) {
	t.Helper()
	for calm := false; ; {
		select {
		case _, ok := <-s.Messages():
			if !ok {
				return
			}
			calm = false
		default:
			if !calm {
				settle.Calm(t, "All calls have returned")
				calm = true
				continue
			}
			settle.GiveUp(t, brokerStaysOpen)
		}
	}
}

// Each message is published when the one before was received: who delivers in a goroutine
// looks whether there is another at that moment, and goes to wait for it.
func TestBrokerInTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
		const n, room = 6000, 5
		b := NewBroker[int]()
		s := b.Subscribe(room)
		var received atomic.Int32
		over := make(chan struct{}, 1)
		go func() {
			for i := range n {
				b.Publish(i)
				<-s.Messages()
				received.Add(1)
			}
			over <- struct{}{}
		}()
		for i := 0; i < 4 && len(over) == 0 && !settle.Settles(); i++ {
		}
		settle.Calm(t, "Messages were published, each when the one before was received")
		if len(over) == 0 {
			settle.GiveUp(t, fmt.Sprintf("deadlock: each message was published when the one before was received. After %d of them, the next is not\n"+
				"on offer.\n"+
				"A correct broker loses no wake-up: a goroutine that delivers looks what is there, and what it will wait\n"+
				"for, in one step, or there is room to keep the news for one that does not wait yet. A send with a\n"+
				"default, that finds nobody who waits, is gone.", received.Load()))
		}
		b.Close()
	})
}

func TestBrokerForgets(t *testing.T) {
	const n, size = 25, 16 << 10
	type broker = Broker[[size]byte]
	for _, c := range []struct {
		how string
		do  func(*broker)
	}{
		{"came and went", func(b *broker) {
			for range n {
				s := b.Subscribe(2)
				b.Publish([size]byte{})
				s.Unsubscribe()
			}
		}},
		{"came, and went when all were there, the latest first", func(b *broker) {
			var all []*Subscription[[size]byte]
			for range n {
				all = append(all, b.Subscribe(2))
			}
			b.Publish([size]byte{})
			for _, s := range slices.Backward(all) {
				s.Unsubscribe()
			}
		}},
	} {
		synctest.Test(t, func(t *testing.T) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1)) // each processor keeps some memory at hand
			b := NewBroker[[size]byte]()
			test := &brokerTest{t: t}
			before := heapInUse()
			test.doMany("One of Subscribe, Publish and Unsubscribe", func() { c.do(b) })
			settle.Calm(t, "All have unsubscribed")
			if kept := heapInUse() - before; kept > n*size/2 {
				t.Errorf("%d subscribers %s, each got a message of 16 KiB, and %d KiB are still in use.\n"+
					"A correct Unsubscribe takes the subscription out of the broker's books, and no list or queue points\n"+
					"to it or to its messages any more. One that is only marked as ended is never freed; nor is one that\n"+
					"was cut off a slice, as long as its place behind the end holds it: slices.Delete clears that.", n, c.how, kept>>10)
			}
			test.do("Close", b.Close)
		})
	}
}

// heapInUse returns how many bytes are reachable.
func heapInUse() int {
	runtime.GC()
	runtime.GC() // also what finalizers and pools held on to
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// A brokerTest is a broker of messages that are numbered from 0.
type brokerTest struct {
	*Broker[int]
	t         *testing.T
	published int
}

// A brokerSub is a subscription and what was received from it.
type brokerSub struct {
	b    *brokerTest
	sub  *Subscription[int]
	next int // the number to receive next
}

func startBroker(t *testing.T) *brokerTest {
	t.Helper()
	return &brokerTest{t: t, Broker: NewBroker[int]()}
}

// do calls f in a goroutine of its own, which nothing orders before those of later
// calls: what the broker does not guard is a race.
func (b *brokerTest) do(what string, f func()) {
	b.t.Helper()
	returned := make(chan struct{}, 1)
	go func() {
		f()
		returned <- struct{}{}
	}()
	b.mustReturn(what, returned)
}

// doMany is do for many calls: they take a while on a busy machine, and none of them
// need block meanwhile.
func (b *brokerTest) doMany(what string, f func()) {
	b.t.Helper()
	returned := make(chan struct{}, 1)
	go func() {
		f()
		returned <- struct{}{}
	}()
	for i := 0; i < 4 && len(returned) == 0 && !settle.Settles(); i++ {
	}
	b.mustReturn(what, returned)
}

func (b *brokerTest) mustReturn(what string, returned <-chan struct{}) {
	b.t.Helper()
	settle.Calm(b.t, what+" was called")
	if len(returned) == 0 {
		settle.GiveUp(b.t, "deadlock: "+what+" does not return.\n"+
			"It waits for a lock that nobody gives back, or for somebody to receive. A correct broker waits for\n"+
			"no subscriber: one that has stopped to receive must be able to leave, and all others to go on.")
	}
}

func (b *brokerTest) subscribe(room int) *brokerSub {
	b.t.Helper()
	s := &brokerSub{b: b, next: b.published}
	subscribed := make(chan *Subscription[int], 1)
	b.do("Subscribe", func() { subscribed <- b.Subscribe(room) })
	if s.sub = <-subscribed; s.sub == nil || s.sub.Messages() == nil {
		b.t.Fatal("Subscribe returned nil, or Messages a nil channel. Whoever receives from that waits for ever.")
	}
	return s
}

// publish publishes the next n messages.
func (b *brokerTest) publish(n int) {
	b.t.Helper()
	for range n {
		message := b.published
		returned := make(chan struct{}, 1)
		go func() {
			b.Publish(message)
			returned <- struct{}{}
		}()
		b.published++
		settle.Calm(b.t, "Publish was called")
		if len(returned) == 0 {
			settle.GiveUp(b.t, "A subscriber does not receive, and Publish does not return.\n"+
				"A correct Publish waits for no subscriber: where there is no room the message is dropped, and counted.\n"+
				"Otherwise whoever is slowest sets the pace for all, and one who has stopped stops all.")
		}
	}
}

func (b *brokerTest) close() {
	b.t.Helper()
	b.do("Close", b.Close)
}

func (s *brokerSub) unsubscribe() {
	s.b.t.Helper()
	s.b.do("Unsubscribe", s.sub.Unsubscribe)
}

// mustReceive receives these messages.
func (s *brokerSub) mustReceive(numbers ...int) {
	t := s.b.t
	t.Helper()
	var got []int
	for _, want := range numbers {
		settle.Calm(t, "A message was published")
		select {
		case number, ok := <-s.sub.Messages():
			if !ok {
				t.Fatalf("A subscription got the messages %v, then its channel was closed: want %v.\n"+
					"A correct broker closes it when the subscription ends, not before.", got, numbers)
			}
			if got = append(got, number); number != want {
				t.Fatalf("A subscription with room got the messages %v: want %v.\n"+
					"A correct broker hands each message to everybody who is subscribed, in the order of their\n"+
					"publication: one that is full, or has left, is no reason to pass over others.", got, numbers)
			}
		default:
			t.Fatalf("A subscription with room got the messages %v, and no other is there: want %v.\n"+
				"A correct broker hands each message to everybody who is subscribed: one that is full, or has\n"+
				"left, is no reason to pass over others.", got, numbers)
		}
		s.next = want + 1
	}
}

// mustBeEmpty fails the test if there is anything to receive.
func (s *brokerSub) mustBeEmpty(when string) {
	s.b.t.Helper()
	settle.Calm(s.b.t, when)
	select {
	case number, ok := <-s.sub.Messages():
		if !ok {
			s.b.t.Fatalf("%s, and the channel is closed.\nA correct broker closes it when the subscription ends.", when)
		}
		s.b.t.Fatalf("%s, and message %d comes.\n"+
			"A correct broker delivers each message once. A full subscription keeps as many as it has room for,\n"+
			"and misses the new ones: the room is what bounds the memory.", when, number)
	default:
	}
}

// mustHaveMissed fails the test unless so many messages were missed.
func (s *brokerSub) mustHaveMissed(least, most int) (missed int) {
	s.b.t.Helper()
	counted := make(chan int, 1)
	s.b.do("Missed", func() { counted <- s.sub.Missed() })
	if missed = <-counted; missed < least || missed > most {
		want := fmt.Sprint(least)
		if least < most {
			want = fmt.Sprintf("%d to %d", least, most)
		}
		s.b.t.Fatalf("Missed returned %d: want %s.\n"+
			"A correct broker counts, for each subscription, the messages for which it had no room, and no others:\n"+
			"a loss that nobody is told of can't be mended.", missed, want)
	}
	return missed
}

// mustBeClosed fails the test unless the channel is closed, after at most so many
// messages that the subscription may hold.
func (s *brokerSub) mustBeClosed(when string, held int) {
	t := s.b.t
	t.Helper()
	var got []int
	for {
		settle.Calm(t, when)
		select {
		case number, ok := <-s.sub.Messages():
			if !ok {
				return
			}
			if number != s.next+len(got) || len(got) == held {
				t.Fatalf("%s. After %d messages that it held, the channel delivers message %d.\n"+
					"A correct broker hands nothing to a subscription that has ended.", when, len(got), number)
			}
			got = append(got, number)
		default:
			t.Fatalf("deadlock: %s, and the channel is still open.\n"+
				"A subscriber that ranges over it waits for ever: a correct broker closes it when the\n"+
				"subscription ends.", when)
		}
	}
}
