package exercises

import (
	"context"
	"runtime"
	"testing"
	"testing/synctest"

	"example.com/mastery/internal/settle"
)

// When a test ends, its bubble panics if a goroutine is still blocked: a leak.

func TestBufferDeliversInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := startBuffer(t)
		for range 2 { // and runs empty each time
			b.send(3)
			b.receive(2)
			b.send(3)
			b.receive(4)
		}
		close(b.in)
		b.mustBeClosed("All items were received, and in was closed")
		// ctx is never cancelled: the close must be enough for the goroutines.
	})
}

func TestBufferDeliversTheTailAfterClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := startBuffer(t)
		b.send(10)
		b.receive(3)
		close(b.in)
		settle.Calm(t, "in was closed, items are stored, and nobody receives")
		b.receive(7)
		b.mustBeClosed("in was closed, and all that was stored has been received")
	})
}

func TestBufferOfNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := startBuffer(t)
		close(b.in)
		b.mustBeClosed("in was closed, and nothing had been sent")
	})
}

func TestBufferHasNoBound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const many = 5000
		before := runtime.NumGoroutine()
		b := startBuffer(t)
		if n := cap(b.out); n >= many {
			t.Fatalf("The channel that Buffer returned has room for %d items.\n"+
				"A correct Buffer stores items as they come: the room of a channel is made when the\n"+
				"channel is, costs memory before anything is sent, and ends.", n)
		}
		b.sendMany(many)
		if extra := runtime.NumGoroutine() - before; extra > many/10 {
			t.Fatalf("Stored are %d items, and Buffer has %d goroutines.\n"+
				"A correct Buffer stores items, not goroutines that wait to send one: each costs at least\n"+
				"2 KiB, and nothing says which of them goes first.", many, extra)
		}
		close(b.in)
		b.receiveMany(many)
		b.mustBeClosed("in was closed, and all that was stored has been received")
	})
}

func TestBufferBetweenGoroutines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const many = 300
		b := startBuffer(t)
		go func() {
			defer close(b.in)
			for i := range many {
				b.in <- i
			}
		}()
		got := 0
		for v := range b.out {
			if v != got {
				t.Errorf("Sent were 0 to %d in this order, and received, after %d items, was %d.\n"+
					"A correct Buffer delivers every item once and in order, however sends and receives fall.", many-1, got, v)
				break
			}
			got++
		}
		if got != many && !t.Failed() {
			t.Errorf("Sent were %d items, then in was closed; received were %d.\n"+
				"A correct Buffer loses none: it closes its channel when the last one was taken.", many, got)
		}
	})
}

func TestBufferLeavesNothingBehindWhenCancelled(t *testing.T) {
	for _, c := range []struct {
		send   int
		closed bool
	}{{0, false}, {3, false}, {3, true}} {
		// Nobody receives, neither before ctx ends nor after.
		synctest.Test(t, func(t *testing.T) {
			b := startBuffer(t)
			b.send(c.send)
			if c.closed {
				close(b.in)
			}
			settle.Calm(t, "Nobody sends, and nobody receives")
			b.cancel()
		})
	}
}

func TestBufferClosesWhenCancelled(t *testing.T) {
	for _, c := range []struct {
		send   int
		closed bool
	}{{0, false}, {3, false}, {3, true}} {
		synctest.Test(t, func(t *testing.T) {
			b := startBuffer(t)
			b.send(c.send)
			if c.closed {
				close(b.in)
			}
			settle.Calm(t, "Nobody sends, and nobody receives")
			b.cancel()
			settle.Calm(t, "ctx was cancelled")
			for range min(cap(b.out), c.send) { // what had left the store when ctx ended
				select {
				case <-b.out:
				default:
				}
			}
			b.mustBeClosed("ctx was cancelled while items were stored")
		})
	}
}

// A bufferCall is a call of Buffer. The items are numbered from 0, as they are sent.
type bufferCall struct {
	t              *testing.T
	in             chan int
	out            <-chan int
	cancel         context.CancelFunc
	sent, received int
}

// startBuffer calls Buffer and returns when nothing can go on before somebody
// sends.
func startBuffer(t *testing.T) *bufferCall {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	b := &bufferCall{t: t, in: make(chan int), cancel: cancel}
	t.Cleanup(func() { // after a failure, let the goroutines end
		if t.Failed() {
			cancel()
		}
	})
	returned := make(chan (<-chan int), 1)
	go func() { returned <- Buffer(ctx, b.in) }()
	settle.Calm(t, "Nobody sends, and nothing is stored")
	if len(returned) == 0 {
		t.Fatalf("deadlock: Buffer does not return, and waits for what is sent to in.\n" +
			"A correct Buffer works in a goroutine of its own: its caller can receive from the\n" +
			"channel when Buffer has returned it, and not before.")
	}
	if b.out = <-returned; b.out == nil {
		t.Fatalf("Buffer returned a nil channel. Whoever receives from that waits for ever.")
	}
	return b
}

// send sends the next n items, one after another. Buffer must take each at once.
func (b *bufferCall) send(n int) {
	b.t.Helper()
	for range n {
		settle.Calm(b.t, "Nobody sends, and nobody receives")
		select {
		case b.in <- b.sent:
			b.sent++
		default:
			b.mustNotBlock()
		}
	}
	settle.Calm(b.t, "Nobody sends, and nobody receives")
}

// sendMany is send for a flood.
func (b *bufferCall) sendMany(n int) {
	b.t.Helper()
	taken, stop := make(chan int, 1), make(chan struct{})
	go func() {
		i := 0
		defer func() { taken <- i }()
		for ; i < n; i++ {
			select {
			case b.in <- b.sent + i:
			case <-stop:
				return
			}
		}
	}()
	settle.Calm(b.t, "Nobody receives")
	close(stop)
	b.sent += <-taken
	if b.sent < n {
		b.mustNotBlock()
	}
}

// mustNotBlock says that a sender has to wait.
func (b *bufferCall) mustNotBlock() {
	b.t.Helper()
	b.t.Fatalf("%d items were sent, %d of them received, and the next send to in has to wait.\n"+
		"A correct Buffer takes an item whenever one comes, whether or not somebody receives:\n"+
		"to keep senders from waiting is all that it is for.", b.sent, b.received)
}

// receive receives the next n items. Each must be on offer.
func (b *bufferCall) receive(n int) {
	b.t.Helper()
	for range n {
		settle.Calm(b.t, "Items are stored, and nobody receives")
		select {
		case v, ok := <-b.out:
			b.check(v, ok)
		default:
			b.t.Fatalf("%d items were sent, %d of them received, and no other is on offer.\n"+
				"A correct Buffer offers the oldest item that it has, at any time.", b.sent, b.received)
		}
	}
}

// receiveMany is receive for a flood.
func (b *bufferCall) receiveMany(n int) {
	b.t.Helper()
	for range n {
		v, ok := <-b.out
		b.check(v, ok)
	}
}

// check looks at an item that was received.
func (b *bufferCall) check(v int, ok bool) {
	b.t.Helper()
	if !ok {
		b.t.Fatalf("%d items were sent, and after %d of them the channel was closed: the rest is lost.\n"+
			"A correct Buffer delivers what it has stored, also when in was closed: the sender\n"+
			"closed it to say that nothing more comes, not that nobody wants the rest.", b.sent, b.received)
	}
	if v != b.received {
		b.t.Fatalf("After %d items that came in order, item %d was received, want item %d.\n"+
			"A correct Buffer delivers each item once, and those first that were sent first.", b.received, v, b.received)
	}
	b.received++
}

// mustBeClosed fails the test unless the channel is closed. what says what
// happened.
func (b *bufferCall) mustBeClosed(what string) {
	b.t.Helper()
	settle.Calm(b.t, what)
	select {
	case v, ok := <-b.out:
		if ok {
			b.t.Fatalf("%s, and a receiver got item %d.\n"+
				"A correct Buffer closes its channel then: nothing comes any more.", what, v)
		}
	default:
		b.t.Fatalf("deadlock: %s, and the channel is still open.\n"+
			"A receiver waits for ever, for an item that nobody will send: a range over the channel\n"+
			"ends when it is closed, and only then.", what)
	}
}
