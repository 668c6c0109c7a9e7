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

// When a test ends, its bubble panics if a goroutine is still blocked: a leak.

func TestStageTakesOneValueAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := startStage(t, cross)
		if n := s.calls.Load(); n > 0 {
			t.Fatalf("Nobody has sent anything, and f was called %d times.\n"+
				"A correct Stage calls f with the values that it received, and no others.", n)
		}
		for v := 1; v <= 4; v++ {
			s.send(v)
			s.mustRefuse()
			s.mustReceive(v)
		}
		s.cancel()
	})
}

func TestStageDeliversEveryResultAndCloses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := startStage(t, cross)
		for _, v := range []int{3, 0, 1, 1, 0} { // a zero value is a value like others
			s.send(v)
			s.mustReceive(v)
		}
		close(s.in)
		s.mustBeClosed("All results were received, and in was closed")
		if calls := int(s.calls.Load()); calls != s.sent {
			t.Errorf("%d values were sent, and f was called %d times.\n"+
				"A correct Stage calls f once for each value: it may be slow, or do something besides.", s.sent, calls)
		}
		// ctx is never cancelled: the close must be enough for the goroutines.
	})
}

func TestStageDeliversTheLastResultAfterTheClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := startStage(t, cross)
		s.send(2)
		close(s.in)
		s.settled("in was closed while a result waits for a receiver")
		s.mustReceive(2)
		s.mustBeClosed("in was closed, and the last result was received")
	})
}

func TestStageOfNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := startStage(t, cross)
		close(s.in)
		s.mustBeClosed("in was closed, and nothing had been sent")
	})
}

func TestStageKeepsTheOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 50
		s := startStage(t, cross)
		go func() {
			defer close(s.in)
			for v := range n {
				s.in <- v
			}
		}()
		var got, want []string
		for r := range s.out {
			got = append(got, r)
		}
		for v := range n {
			want = append(want, cross(v))
		}
		if !slices.Equal(got, want) {
			t.Errorf("Sent were %d values, then in was closed. A range over the channel got %d results, and they are\n"+
				"not f of these values, in order. A correct Stage has one result for each value, and delivers\n"+
				"the results as the values came: the next stage may count on it.", n, len(got))
		}
	})
}

// Where a stage can be when ctx ends. Nobody receives, neither before nor after,
// and nobody else sends: the stage must end all the same.
var stageEnds = []struct {
	what string
	do   func(*stageCall)
}{
	{"no value came, and in was open", func(*stageCall) {}},
	{"a result waited for a receiver", func(s *stageCall) { s.send(1) }},
	{"no other value came, after one was delivered", func(s *stageCall) { s.send(1); s.mustReceive(1) }},
	{"the last result waited for a receiver, and in was closed", func(s *stageCall) { s.send(1); close(s.in) }},
}

func TestStageLeavesNothingBehindWhenCancelled(t *testing.T) {
	for _, end := range stageEnds {
		synctest.Test(t, func(t *testing.T) {
			s := startStage(t, cross)
			end.do(s)
			s.settled("Nobody sends, and nobody receives")
			s.cancel()
		})
	}
}

func TestStageClosesWhenCancelled(t *testing.T) {
	for _, end := range stageEnds {
		synctest.Test(t, func(t *testing.T) {
			s := startStage(t, cross)
			end.do(s)
			s.settled("Nobody sends, and nobody receives")
			calls := s.calls.Load()
			s.cancel()
			s.mustBeClosed("ctx was cancelled while " + end.what)
			if more := s.calls.Load() - calls; more > 0 {
				t.Errorf("After ctx was cancelled f was called %d times more.\n"+
					"A correct Stage stops: nobody wants the rest.", more)
			}
		})
	}
}

func TestStageClosesWhenCancelledDuringF(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := make(chan struct{})
		s := startStage(t, func(v int) string {
			<-gate
			return cross(v)
		})
		s.send(1)
		s.settled("f is at work")
		s.cancel()
		select {
		case <-s.out:
			close(gate)
			t.Fatalf("leak: ctx was cancelled while f is at work, and the channel was closed before f has returned.\n" +
				"A correct Stage waits for f: whoever sees the close may take away what f still uses.")
		default:
		}
		close(gate)
		s.mustBeClosed("ctx was cancelled while f was at work, then f returned")
	})
}

// A select that can go on in two ways takes either. So there are many stages: one
// of them takes the wrong way.
func TestStageTakesNothingMoreWhenCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const stages = 40
		ctx, cancel := context.WithCancel(context.Background())
		release := make(chan struct{})
		t.Cleanup(func() { cancel(); close(release) })
		var taken, more atomic.Int32
		for range stages {
			in := make(chan int)
			Stage(ctx, in, cross) // nobody receives
			go func() {
				for _, count := range []*atomic.Int32{&taken, &more} {
					select {
					case in <- 1:
						count.Add(1)
					case <-release:
						return
					}
				}
			}()
		}
		settle.Calm(t, "Nobody receives, and another value waits at each stage")
		if n := taken.Load(); n < stages || more.Load() > 0 {
			t.Fatalf("%d stages were called, two values were sent to each, and nobody receives. They took %d values, want %[1]d.\n"+
				"A correct Stage holds one.", stages, n+more.Load())
		}
		cancel()
		settle.Calm(t, "ctx was cancelled")
		if n := more.Load(); n > 0 {
			t.Fatalf("%d stages waited for a receiver when ctx was cancelled, and after that they took %d other values from in.\n"+
				"A correct Stage leaves its loop there, and not only the select: a break leaves the select alone.\n"+
				"Its sender takes what was received for done.", stages, n)
		}
	})
}

func TestStageIsPatient(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := startStage(t, cross)
		s.hour()
		s.send(1)
		s.hour()
		s.mustReceive(1)
		s.hour()
		s.send(2)
		s.mustReceive(2)
		s.cancel()
	})
}

func TestStageWithAContextThatHasEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		s := startStageWith(t, ctx, cancel, cross)
		s.mustBeClosed("ctx was cancelled before Stage was called")
	})
}

func TestStageInAPipeline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const stages, most = 3, 20
		ctx, cancel := context.WithCancel(context.Background())
		t.Cleanup(cancel)
		in := make(chan int)
		out := (<-chan int)(in)
		for range stages {
			out = Stage(ctx, out, func(v int) int { return v + 1 })
		}
		taken := 0
		for full := false; !full && taken < most; {
			settle.Calm(t, "Nobody receives from the last stage")
			select {
			case in <- taken:
				taken++
			default:
				full = true
			}
		}
		if taken != stages {
			t.Fatalf("Of a pipeline of %d stages nobody receives, and it took %d values (or more): want %[1]d.\n"+
				"A correct Stage holds one: when the end of a pipeline is slow, its beginning must wait, and\n"+
				"memory stays bounded.", stages, taken)
		}
		cancel()
		settle.Calm(t, "ctx was cancelled, and every stage was about to send")
		select {
		case v, ok := <-out:
			if ok {
				t.Fatalf("ctx was cancelled while every stage was about to send, and the last one delivered %d.\n"+
					"A correct Stage drops the result that waits, and closes its channel.", v)
			}
		default:
			t.Fatalf("deadlock: ctx was cancelled while every stage was about to send, and the last channel is open.\n" +
				"A correct Stage closes its channel on every way out: the next stage, and whoever receives\n" +
				"from that, waits for it.")
		}
	})
}

// cross returns v crosses, none for 0.
func cross(v int) string { return strings.Repeat("x", v) }

// A stageCall is a call of Stage, and the channels on both its sides.
type stageCall struct {
	t      *testing.T
	cancel context.CancelFunc
	f      func(int) string
	in     chan int
	out    <-chan string
	calls  atomic.Int32 // how often f was called
	before int          // goroutines in the bubble before the call
	sent   int          // values that the stage took
	after  string       // what came before, for messages
}

// startStage calls Stage with a context that the test may cancel. It returns when
// nothing can go on before somebody sends.
func startStage(t *testing.T, f func(int) string) *stageCall {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	return startStageWith(t, ctx, cancel, f)
}

func startStageWith(t *testing.T, ctx context.Context, cancel context.CancelFunc, f func(int) string) *stageCall {
	t.Helper()
	s := &stageCall{t: t, f: f, in: make(chan int)}
	s.cancel = func() { // here, or a test that ends with it would wait for a stage that spins
		cancel()
		s.settled("ctx was cancelled")
		s.mustNotBeLate()
	}
	t.Cleanup(func() { // after a failure, let the goroutines end
		if t.Failed() {
			cancel()
		}
	})
	s.before = stageGoroutines()
	returned := make(chan (<-chan string), 1)
	go func() {
		returned <- Stage(ctx, s.in, func(v int) string {
			s.calls.Add(1)
			return f(v)
		})
	}()
	s.settled("Nobody sends yet")
	if len(returned) == 0 {
		t.Fatalf("deadlock: Stage does not return, and waits for somebody to send or to receive.\n" +
			"Nobody can receive: only its return value tells the channel to a receiver.\n" +
			"A correct Stage works in a goroutine of its own, and returns at once.")
	}
	if s.out = <-returned; s.out == nil {
		t.Fatalf("Stage returned a nil channel. Whoever receives from that waits for ever.")
	}
	return s
}

// hour lets an hour pass in which there is nothing to do.
func (s *stageCall) hour() {
	s.t.Helper()
	s.settled("Nobody sends, and nobody receives")
	time.Sleep(time.Hour)
	s.after = "An hour went by. "
}

// mustNotBeLate fails the test if ctx was cancelled and a goroutine ends only when
// time passes. Those that never end are reported at the end, with the place.
func (s *stageCall) mustNotBeLate() {
	s.t.Helper()
	if stageGoroutines() <= s.before {
		return
	}
	time.Sleep(time.Minute)
	s.settled("ctx was cancelled")
	if stageGoroutines() <= s.before {
		s.t.Fatalf("ctx was cancelled, and the stage ended only when time had passed.\n" +
			"A correct Stage does not look at ctx now and then: the end of ctx is a case of the select in which\n" +
			"it waits, and wakes it at once.")
	}
}

// stageGoroutines counts the goroutines in bubbles.
func stageGoroutines() int {
	stacks := make([]byte, 1<<14)
	n := runtime.Stack(stacks, true)
	for n == len(stacks) { // cut short
		stacks = make([]byte, 2*len(stacks))
		n = runtime.Stack(stacks, true)
	}
	return strings.Count(string(stacks[:n]), "synctest bubble")
}

// settled returns when nothing can go on.
func (s *stageCall) settled(when string) {
	s.t.Helper()
	settle.Calm(s.t, when)
}

// send sends a value, which the stage must take.
func (s *stageCall) send(v int) {
	s.t.Helper()
	s.settled("Nobody sends, and every result was received")
	select {
	case s.in <- v:
		s.sent++
	default:
		s.t.Fatalf("%s%d values were sent and every result was received, and the stage does not take the next value.\n"+
			"A correct Stage receives from in whenever it has no result to deliver.", s.after, s.sent)
	}
}

// mustRefuse fails the test if the stage takes a value.
func (s *stageCall) mustRefuse() {
	s.t.Helper()
	s.settled("A result waits for a receiver")
	select {
	case s.in <- 0:
		s.t.Fatalf("A result waits for a receiver, and the stage took another value from in.\n" +
			"A correct Stage holds one: if it took more whenever more came, a fast sender and a slow receiver\n" +
			"would fill the memory.")
	default:
	}
}

// mustReceive receives a result, which must be f(v).
func (s *stageCall) mustReceive(v int) {
	s.t.Helper()
	s.settled("A result waits for a receiver")
	select {
	case r, ok := <-s.out:
		if !ok {
			s.t.Fatalf("%sA value was sent, and the channel was closed without its result.\n"+
				"A correct Stage closes the channel after the last result.", s.after)
		}
		if want := cross(v); r != want {
			s.t.Fatalf("Sent was %d, f returned %q, and received was %q.\n"+
				"A correct Stage delivers what f returned, once for each value, and in order.", v, want, r)
		}
	default:
		s.t.Fatalf("%sA value was sent, f has returned, and no result is on offer.\n"+
			"A correct Stage offers each result until somebody receives it.", s.after)
	}
}

// mustBeClosed fails the test unless the channel is closed. what says what
// happened.
func (s *stageCall) mustBeClosed(what string) {
	s.t.Helper()
	s.settled(what)
	select {
	case r, ok := <-s.out:
		if ok {
			s.t.Fatalf("%s, and a receiver got %q.\n"+
				"A correct Stage closes the channel then: nothing comes any more, not even f of a zero value.", what, r)
		}
	default:
		s.t.Fatalf("deadlock: %s, and the channel is still open.\n"+
			"The next stage waits for ever, for a value that nobody will send: its loop ends when the\n"+
			"channel is closed, and each stage closes the one that it sends to.", what)
	}
}
