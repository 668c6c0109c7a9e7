package exercises

import (
	"context"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"example.com/mastery/internal/settle"
)

// The bubble's clock stands still while a test works. When a test ends, its
// bubble panics if a goroutine is still blocked: a leak.

func TestBatchIsSentWhenFull(t *testing.T) {
	for _, size := range []int{1, 3} {
		synctest.Test(t, func(t *testing.T) {
			b := startBatch(t, size, time.Minute)
			for range 3 {
				b.send(size - 1)
				b.mustOfferNothing("No time has passed, and the batch is not full")
				b.send(1)
				b.mustReceive(size, "The batch is full, and no time has passed")
				b.mustOfferNothing("No time has passed, and nothing was sent since the last batch")
			}
			b.finish()
		})
	}
}

func TestBatchIsSentWhenItsTimeIsOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := startBatch(t, 10, time.Minute)
		b.send(1)
		b.at(20 * time.Second)
		b.send(1)
		b.at(59 * time.Second)
		b.send(1)
		b.at(time.Minute - 1)
		b.mustOfferNothing("The first value came at 0 s, and the minute is over in one nanosecond")
		b.at(time.Minute)
		b.mustReceive(3, "Values came at 0 s, 20 s and 59 s, and it is 60 s now")

		// The next batch has a first value, and a minute, of its own.
		b.at(90 * time.Second)
		b.send(2)
		b.at(150*time.Second - 1)
		b.mustOfferNothing("The batch before was sent at 60 s, the next one's first value came at 90 s, and its minute is over in one nanosecond")
		b.at(150 * time.Second)
		b.mustReceive(2, "Two values came at 90 s, and it is 150 s now")
		b.finish()
	})
}

func TestBatchTakesAnyWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const wait = 7*24*time.Hour + 1
		b := startBatch(t, 2, wait)
		b.send(1)
		b.at(wait - 1)
		b.mustOfferNothing("wait is a week and a nanosecond, and the first value came a week ago")
		b.at(wait)
		b.mustReceive(1, "wait is a week and a nanosecond, and the first value came that long ago")
		b.finish()
	})
}

func TestBatchWithoutValuesIsNotSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := startBatch(t, 10, time.Minute)
		for _, now := range []time.Duration{time.Minute, 2 * time.Minute, 200 * time.Second} {
			b.at(now)
			b.mustOfferNothing("Nobody has sent anything, for more than a minute")
		}
		b.send(1)
		b.at(260*time.Second - 1)
		b.mustOfferNothing("The first value came at 200 s, and its minute is over in one nanosecond")
		b.at(260 * time.Second)
		b.mustReceive(1, "The first value came at 200 s, and it is 260 s now")
		b.at(400 * time.Second)
		b.mustOfferNothing("Nobody has sent anything since the last batch, for more than a minute")
		b.finish()
	})
}

func TestBatchTimeEndsWithItsBatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := startBatch(t, 3, time.Minute)
		b.send(1)
		b.at(50 * time.Second)
		b.send(2)
		b.mustReceive(3, "The batch is full, at 50 s")
		b.at(time.Minute)
		b.mustOfferNothing("A batch was begun at 0 s and sent full at 50 s, nothing has come since, and it is 60 s now")
		b.at(70 * time.Second)
		b.send(1)
		b.at(75 * time.Second)
		b.send(2)
		b.mustReceive(3, "The batch was begun at 70 s, and is full at 75 s")
		b.at(80 * time.Second)
		b.send(1)
		b.at(130 * time.Second)
		b.mustOfferNothing("A batch was begun at 70 s and sent full at 75 s, the next one's first value came at 80 s, and it is 130 s now")
		b.at(140*time.Second - 1)
		b.mustOfferNothing("The batch's first value came at 80 s, and its minute is over in one nanosecond")
		b.at(140 * time.Second)
		b.mustReceive(1, "The batch's first value came at 80 s, and it is 140 s now")
		b.finish()
	})
}

func TestBatchWaitsForTheReceiver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := startBatch(t, 2, time.Minute)
		b.send(2)
		b.mustRefuse()
		b.at(10 * time.Second)
		sent := make(chan struct{})
		go func() { // waits until the full batch is received
			select {
			case b.in <- 2:
				close(sent)
			case <-b.ctx.Done(): // the test has failed
			}
		}()
		b.at(30 * time.Second)
		b.mustReceive(2, "The batch was full at 0 s, nobody received it until now, and it is 30 s")
		b.settled("A full batch was received, and a sender was waiting")
		select {
		case <-sent:
			b.sent++
		default:
			t.Fatalf("A full batch was received, a sender has been waiting, and Batch does not receive from in.\n" +
				"A correct Batch goes on to gather when it has delivered a batch.")
		}
		b.at(90*time.Second - 1)
		b.mustOfferNothing("The batch's only value was sent at 10 s and received from in at 30 s, and a minute later is in one nanosecond")
		b.at(90 * time.Second)
		b.settled("A batch is due, and nobody receives it")
		b.at(500 * time.Second)
		b.mustReceive(1, "The batch was due at 90 s, and nobody received it until now")
		b.mustOfferNothing("Everything was received")
		b.finish()
	})
}

// The second value comes in the nanosecond in which the time of the first is over.
// Either may be first, so there are many calls, and two ways to wait for that moment.
func TestBatchIsFullWhenItsTimeIsOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		t.Cleanup(func() { // after a failure, let the goroutines end
			if t.Failed() {
				cancel()
			}
		})
		var right atomic.Int32
		for i := range batchCalls {
			in := make(chan int)
			out := Batch(ctx, in, 2, time.Minute)
			go func() {
				defer close(in)
				over := time.NewTimer(time.Minute)
				in <- 1
				if i%2 == 0 {
					over.Reset(time.Minute)
				}
				<-over.C
				in <- 2
			}()
			go func() {
				var got []int
				for batch := range out {
					got = append(got, batch...)
				}
				if slices.Equal(got, []int{1, 2}) {
					right.Add(1)
				}
			}()
		}
		settle.Calm(t, "A first value was sent")
		time.Sleep(2 * time.Minute)
		settle.Calm(t, "A second value was sent at the moment when the first one's time was over, and in was closed")
		if n := right.Load(); n != batchCalls {
			t.Fatalf("Batch was called %d times with size 2, a second value was sent at the moment when the first one's time was over,\n"+
				"and in was closed. From %d calls came both values, in order, and then the close.\n"+
				"A correct Batch sends them in one batch or in two, whichever is first. What comes second, the timer or\n"+
				"the value, must not wait for somebody who has gone on, and the timer must not end the next batch.", batchCalls, n)
		}
		// ctx is never cancelled: the close must be enough for the goroutines.
	})
}

func TestBatchDeliversTheTail(t *testing.T) {
	for _, state := range []batchState{
		{what: "two values were waiting for a third", send: 2},
		{what: "a full batch was waiting for a receiver", send: 3},
		{what: "a batch was waiting whose time was over", send: 1, pass: time.Minute},
		{what: "a full batch had been delivered, and another value had come", full: 1, send: 1},
		{what: "two full batches had been delivered, and nothing had come since", full: 2},
		{what: "nothing had come"},
	} {
		synctest.Test(t, func(t *testing.T) {
			b := startBatch(t, 3, time.Minute)
			b.bring(state)
			close(b.in)
			when := "in was closed when " + state.what
			if state.send > 0 {
				b.mustReceive(state.send, when)
			}
			b.mustBeClosed(when)
			b.mustLeaveNobody(when)
			// ctx is never cancelled: the close must be enough for the goroutines.
		})
	}
}

func TestBatchBelongsToTheReceiver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := startBatch(t, 3, time.Minute)
		var mine []int
		for round := range 3 {
			b.send(3)
			batch := b.mustReceive(3, "The batch is full")
			batch[0] = -1 // it is ours: we change it,
			batch = append(batch, -2)
			b.send(1) // and look at it while the next one is begun.
			b.settled("A batch was begun")
			first := b.received
			if want := []int{-1, first - 2, first - 1, -2}; !slices.Equal(batch, want) {
				t.Fatalf("Received was a batch, and its receiver changed its first value and appended one: %v. When the\n"+
					"next batch had its first value, this one was %v.\n"+
					"A correct Batch makes a new slice for each batch: who has received one may still be at work on it.", want, batch)
			}
			b.at(time.Duration(round+1) * time.Minute)
			mine = append(mine, b.mustReceive(1, "The batch's time is over")...)
		}
		if want := []int{3, 7, 11}; !slices.Equal(mine, want) {
			t.Errorf("Three batches of one value each were received and kept: their values are %v, and were %v.\n"+
				"A correct Batch makes a new slice for each batch.", mine, want)
		}
		b.finish()
	})
}

func TestBatchLosesNothing(t *testing.T) {
	for _, c := range []struct{ n, size int }{{100, 7}, {2500, 1000}} {
		synctest.Test(t, func(t *testing.T) {
			b := startBatch(t, c.size, time.Minute)
			go func() {
				defer close(b.in)
				for v := range c.n {
					b.in <- v
				}
			}()
			var got, want []int
			for batch := range b.out {
				if full := len(batch) == c.size; !full && len(got)+len(batch) < c.n || len(batch) > c.size {
					t.Errorf("%d values were sent, one right after the other, and there is a batch of %d, after %d values.\n"+
						"A correct Batch fills each with %d, but for the last one: no time has passed.", c.n, len(batch), len(got), c.size)
				}
				got = append(got, batch...)
			}
			for v := range c.n {
				want = append(want, v)
			}
			if !slices.Equal(got, want) {
				same := 0
				for same < min(len(got), c.n) && got[same] == same {
					same++
				}
				t.Errorf("%d values were sent, then in was closed. The batches together have %d values, and only the first %d\n"+
					"are those that were sent. A correct Batch delivers every value once, and in order, the last ones too.", c.n, len(got), same)
			}
		})
	}
}

// Where Batch can be when ctx ends. Nobody receives, neither before nor after.
var batchEnds = []batchState{
	{what: "it had no value"},
	{what: "two values were waiting for a third", send: 2},
	{what: "a full batch was waiting for a receiver", send: 3},
	{what: "a batch was waiting whose time was over", send: 2, pass: time.Minute},
	{what: "a full batch had been delivered, and another value had come", full: 1, send: 1},
	{what: "the last batch was waiting for a receiver, and in was closed", send: 2, closed: true},
}

func TestBatchLeavesNothingBehindWhenCancelled(t *testing.T) {
	for _, end := range batchEnds {
		synctest.Test(t, func(t *testing.T) {
			b := startBatch(t, 3, time.Minute)
			b.bring(end)
			b.cancel()
			b.mustLeaveNobody("ctx was cancelled while " + end.what)
		})
	}
}

func TestBatchClosesWhenCancelled(t *testing.T) {
	for _, end := range batchEnds {
		synctest.Test(t, func(t *testing.T) {
			b := startBatch(t, 3, time.Minute)
			b.bring(end)
			b.cancel()
			b.mustBeClosed("ctx was cancelled while " + end.what)
		})
	}
}

// In the next two, a select that can go on in two ways takes either. So there are
// many calls: one of them takes the wrong way.
const batchCalls = 40

func TestBatchTakesNothingMoreWhenCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		release := make(chan struct{})
		t.Cleanup(func() { cancel(); close(release) })
		var taken atomic.Int32
		for range batchCalls {
			in := make(chan int)
			Batch(ctx, in, 2, time.Minute) // nobody receives
			go func() {
				for range 3 {
					select {
					case in <- 1:
						taken.Add(1)
					case <-release:
						return
					}
				}
			}()
		}
		settle.Calm(t, "A full batch waits for a receiver, and another value to be received from in")
		if n := taken.Load(); n != 2*batchCalls {
			t.Fatalf("Batch was called %d times with size 2, each was sent three values, and nobody receives. They took %d, want %d.\n"+
				"A correct Batch fills one batch, and then waits for its receiver.", batchCalls, n, 2*batchCalls)
		}
		cancel()
		settle.Calm(t, "ctx was cancelled while a full batch was waiting for a receiver")
		if n := taken.Load() - 2*batchCalls; n > 0 {
			t.Fatalf("ctx was cancelled while %d full batches were waiting for a receiver, and after that %d other values were received from in.\n"+
				"A correct Batch leaves its loop there, and not only the select: a break leaves the select alone.\n"+
				"Its sender takes what was received for done.", batchCalls, n)
		}
	})
}

func TestBatchDropsWhatItHoldsWhenCancelled(t *testing.T) {
	for _, held := range []int{0, 1} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(context.Background())
			t.Cleanup(cancel)
			var got, empty atomic.Int32
			for range batchCalls {
				in := make(chan int)
				out := Batch(ctx, in, 2, time.Minute)
				go func() {
					for batch := range out {
						got.Add(1)
						if len(batch) == 0 {
							empty.Add(1)
						}
					}
				}()
				for range held {
					in <- 1
				}
			}
			settle.Calm(t, "A receiver waits")
			cancel()
			settle.Calm(t, "ctx was cancelled while a receiver was waiting")
			if n := empty.Load(); n > 0 {
				t.Fatalf("ctx was cancelled while receivers waited and no value had come, and %d of %d got a batch without values.\n"+
					"A correct Batch leaves its loop there, and not only the select: a break leaves the select alone.", n, batchCalls)
			}
			if n := got.Load(); n > 0 {
				t.Fatalf("ctx was cancelled while receivers waited and a batch of 2 had one value, and %d of %d got that batch.\n"+
					"A correct Batch drops it: it is neither full, nor is its time over, and nobody wants the rest.", n, batchCalls)
			}
		})
	}
}

func TestBatchWithAContextThatHasEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBatch(t, 3, time.Minute)
		b.cancel()
		b.start()
		b.mustBeClosed("ctx was cancelled before Batch was called")
		b.mustLeaveNobody("ctx was cancelled before Batch was called")
	})
}

// A batchState says what has happened to a Batch of size three.
type batchState struct {
	what   string
	full   int           // full batches that were sent and received
	send   int           // values that were sent after them
	pass   time.Duration // time that passed then
	closed bool          // and in was closed
}

// A batchCall is a call of Batch. The values are numbered from 0, as they are
// sent.
type batchCall struct {
	t              *testing.T
	ctx            context.Context
	cancel         context.CancelFunc
	size           int
	wait           time.Duration
	begin          time.Time
	before         int // goroutines in the bubble before the call
	in             chan int
	out            <-chan []int
	sent, received int
}

// startBatch calls Batch and returns when nothing can go on before somebody sends.
func startBatch(t *testing.T, size int, wait time.Duration) *batchCall {
	t.Helper()
	b := newBatch(t, size, wait)
	b.start()
	b.mustOfferNothing("Nobody has sent anything")
	return b
}

// newBatch prepares a call of Batch.
func newBatch(t *testing.T, size int, wait time.Duration) *batchCall {
	b := &batchCall{t: t, size: size, wait: wait, begin: time.Now(), in: make(chan int)}
	b.ctx, b.cancel = context.WithCancel(context.Background())
	t.Cleanup(func() { // after a failure, let the goroutines end
		if t.Failed() {
			b.cancel()
		}
	})
	return b
}

func (b *batchCall) start() {
	b.t.Helper()
	b.before = batchGoroutines()
	returned := make(chan (<-chan []int), 1)
	go func() { returned <- Batch(b.ctx, b.in, b.size, b.wait) }()
	b.settled("Nobody has sent anything")
	if len(returned) == 0 {
		b.t.Fatalf("deadlock: Batch does not return, and waits for somebody to send or to receive.\n" +
			"Nobody can receive: only its return value tells the channel to a receiver.\n" +
			"A correct Batch works in a goroutine of its own, and returns at once.")
	}
	if b.out = <-returned; b.out == nil {
		b.t.Fatalf("Batch returned a nil channel. Whoever receives from that waits for ever.")
	}
}

// at lets the clock go on until that long after the beginning.
func (b *batchCall) at(since time.Duration) {
	b.t.Helper()
	b.settled("Nobody sends, and nobody receives")
	time.Sleep(time.Until(b.begin.Add(since)))
}

// settled returns when nothing can go on before the clock does.
func (b *batchCall) settled(when string) {
	b.t.Helper()
	settle.Calm(b.t, when)
}

// send sends the next n values, one after another. Batch must take each at once.
func (b *batchCall) send(n int) {
	b.t.Helper()
	for range n {
		b.settled("Nobody sends, and nobody receives")
		select {
		case b.in <- b.sent:
			b.sent++
		default:
			b.t.Fatalf("%d values were sent and %d received in batches of at most %d, and Batch does not receive the next one.\n"+
				"A correct Batch receives from in while its batch is not full: its sender has other things to do.",
				b.sent, b.received, b.size)
		}
	}
}

// bring brings Batch into a state.
func (b *batchCall) bring(s batchState) {
	b.t.Helper()
	for range s.full {
		b.send(3)
		b.mustReceive(3, "The batch is full, and no time has passed")
	}
	b.send(s.send)
	b.at(s.pass)
	if s.closed {
		close(b.in)
	}
	b.settled("Nobody sends, and nobody receives")
}

// mustRefuse fails the test if Batch takes a value.
func (b *batchCall) mustRefuse() {
	b.t.Helper()
	b.settled("A full batch waits for a receiver")
	select {
	case b.in <- b.sent:
		b.t.Fatalf("A full batch waits for a receiver, and Batch received another value from in.\n" +
			"A correct Batch holds one batch: if it gathered on while nobody receives, a slow receiver would\n" +
			"fill the memory.")
	default:
	}
}

// mustOfferNothing fails the test if there is something to receive.
func (b *batchCall) mustOfferNothing(when string) {
	b.t.Helper()
	b.settled(when)
	select {
	case batch, ok := <-b.out:
		switch {
		case !ok:
			b.t.Fatalf("%s, and the channel was closed.\n"+
				"A correct Batch closes it when in was closed, or ctx has ended.", when)
		case len(batch) == 0:
			b.t.Fatalf("%s, and a batch without values was on offer.\n"+
				"A correct Batch starts a batch's time when its first value comes: where no value comes,\n"+
				"there is no batch, and nobody must deal with an empty one.", when)
		default:
			b.t.Fatalf("%s, and a batch of %d was on offer: %v.\n"+
				"A correct Batch offers a batch when it is full, or wait has passed since its own first value\n"+
				"came: a time that still runs for the batch before cuts this one short.", when, len(batch), batch)
		}
	default:
	}
}

// mustReceive receives a batch, which must have the next n values.
func (b *batchCall) mustReceive(n int, when string) []int {
	b.t.Helper()
	b.settled(when)
	select {
	case batch, ok := <-b.out:
		if !ok {
			b.t.Fatalf("%s, and the channel was closed: %d values were sent, and %d received.\n"+
				"A correct Batch delivers what it holds, also when in was closed: the sender closed it to say\n"+
				"that nothing more comes, not that nobody wants the last batch.", when, b.sent, b.received)
		}
		var want []int
		for i := range n {
			want = append(want, b.received+i)
		}
		if !slices.Equal(batch, want) {
			b.t.Fatalf("%s, and the batch was %v, want %v.\n"+
				"A correct Batch puts every value into one batch, in order.", when, batch, want)
		}
		b.received += n
		return batch
	default:
		b.t.Fatalf("%s, and no batch is on offer: %d values were sent, and %d received.\n"+
			"A correct Batch offers a batch when it is full, when wait has passed since its first value came,\n"+
			"and when in was closed: values that wait for company must not wait for ever.", when, b.sent, b.received)
	}
	return nil
}

// mustBeClosed fails the test unless the channel is closed. when says what
// happened.
func (b *batchCall) mustBeClosed(when string) {
	b.t.Helper()
	b.settled(when)
	select {
	case batch, ok := <-b.out:
		if ok {
			b.t.Fatalf("%s, and a receiver got %v.\n"+
				"A correct Batch closes its channel then: nothing comes any more, not even an empty batch.", when, batch)
		}
	default:
		b.t.Fatalf("deadlock: %s, and the channel is still open.\n"+
			"A receiver waits for ever, for a batch that nobody will send: a range over the channel ends\n"+
			"when it is closed, and only then.", when)
	}
}

// finish closes in; Batch must end.
func (b *batchCall) finish() {
	b.t.Helper()
	close(b.in)
	b.mustBeClosed("Every value was received, and in was closed")
	b.mustLeaveNobody("Every value was received, and in was closed")
}

// mustLeaveNobody fails the test if a goroutine is left that ends when time has
// passed. Those that never end are reported at the end, with the place.
func (b *batchCall) mustLeaveNobody(when string) {
	b.t.Helper()
	b.settled(when)
	left := batchGoroutines() - b.before
	if left <= 0 {
		return
	}
	time.Sleep(2 * b.wait)
	b.settled(when)
	if batchGoroutines() <= b.before {
		b.t.Fatalf("leak: %s, and goroutines were still there until wait was over: %d.\n"+
			"A correct Batch leaves no more than a timer behind: a goroutine that sleeps for each batch stays,\n"+
			"where batches fill fast and wait is long, a thousand times.", when, left)
	}
}

// batchGoroutines counts the goroutines in bubbles.
func batchGoroutines() int {
	stacks := make([]byte, 1<<14)
	n := runtime.Stack(stacks, true)
	for n == len(stacks) { // cut short
		stacks = make([]byte, 2*len(stacks))
		n = runtime.Stack(stacks, true)
	}
	return strings.Count(string(stacks[:n]), "synctest bubble")
}
