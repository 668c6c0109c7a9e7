package exercises

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"example.com/mastery/internal/settle"
)

// When a test ends, its bubble panics if a goroutine is still blocked: a leak.

func TestGenerateReturnsAtOnceAndWaitsForAReceiver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := startGenerate(t, 1<<10, func(i int) int { return i })
		if calls := int(g.calls.Load()); calls > 1 {
			t.Fatalf("Nobody has received anything, and next was called %d times.\n"+
				"A correct Generate makes a value when the one before it was taken: a stream may be\n"+
				"endless, and whoever takes three values must not pay for a thousand.", calls)
		}
		for i := range 3 {
			g.mustReceive(i, i)
			settle.Calm(t, "A value was received, the next is on offer")
			if calls := int(g.calls.Load()); calls > i+2 {
				t.Fatalf("Received were %d values, and next was called %d times.\n"+
					"A correct Generate makes one value more than were received, and offers that.", i+1, calls)
			}
		}
		g.cancel()
	})
}

func TestGenerateDeliversEveryValueAndCloses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		want := []string{"a", "", "c", "c", ""} // the zero value is a value like others
		g := startGenerate(t, len(want), func(i int) string { return want[i] })
		for i, v := range want {
			g.mustReceive(i, v)
		}
		g.mustBeClosed("All values were received, and next has returned false")
		if calls := int(g.calls.Load()); calls != len(want)+1 {
			t.Errorf("next was called %d times for %d values, want %d: one more, which returns false.\n"+
				"A correct Generate does not call next again after that.", calls, len(want), len(want)+1)
		}
		// ctx is never cancelled: the stream's end must be enough for the goroutines.
	})
}

func TestGenerateWithNoValues(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := startGenerate(t, 0, func(i int) int { return i })
		g.mustBeClosed("next returned false at once")
	})
}

func TestGenerateForARange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 100
		g := startGenerate(t, n, func(i int) int { return i })
		var got, want []int
		for v := range g.out {
			got = append(got, v)
		}
		for i := range n {
			want = append(want, i)
		}
		if !slices.Equal(got, want) {
			t.Errorf("next returned 0 to %d in this order, and a range over the channel got %d values: %v.\n"+
				"A correct Generate delivers every value once and in order.", n-1, len(got), got)
		}
	})
}

func TestGenerateLeavesNothingBehindWhenCancelled(t *testing.T) {
	for _, received := range []int{0, 1, 3} {
		// Nobody receives the value on offer, neither before ctx ends nor after:
		// the goroutine that sends it must end all the same.
		synctest.Test(t, func(t *testing.T) {
			g := startGenerate(t, 1<<10, func(i int) int { return i })
			for i := range received {
				g.mustReceive(i, i)
			}
			settle.Calm(t, "A value is on offer, and nobody receives it")
			g.cancel()
		})
	}
}

func TestGenerateClosesWhenCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := startGenerate(t, 1<<10, func(i int) int { return i })
		g.mustReceive(0, 0)
		settle.Calm(t, "A value is on offer, and nobody receives it")
		calls := g.calls.Load()
		g.cancel()
		settle.Calm(t, "ctx was cancelled")
		switch more := g.calls.Load() - calls; {
		case more == 1:
			t.Fatalf("ctx was cancelled while a value waited, and next was called again.\n" +
				"A correct Generate leaves its loop when ctx ends: nobody wants another value, and to\n" +
				"make one may take long.")
		case more > 1: // they end with the values that next has
			t.Fatalf("ctx was cancelled while a value waited, and next was called again, %d times.\n"+
				"A correct Generate leaves its loop when ctx ends: a break in a select leaves the\n"+
				"select only.", more)
		}
		g.mustBeClosed("ctx was cancelled while a value waited for a receiver")
	})
}

func TestGenerateClosesWhenCancelledDuringNext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := make(chan struct{})
		open := sync.OnceFunc(func() { close(gate) })
		t.Cleanup(open) // after a failure, let next return
		g := startGenerate(t, 1<<10, func(i int) int {
			<-gate
			return i
		})
		g.cancel()
		settle.Calm(t, "ctx was cancelled, and next is at work")
		open()
		g.mustBeClosed("ctx was cancelled while next was at work, then next returned")
	})
}

func TestGenerateWithAContextThatHasEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		g := startGenerateWith(t, ctx, cancel, 1<<10, func(i int) int { return i })
		g.mustBeClosed("ctx was cancelled before Generate was called")
	})
}

// A generateCall is a call of Generate, and the stream that it returned.
type generateCall[T comparable] struct {
	t      *testing.T
	cancel context.CancelFunc
	out    <-chan T
	calls  atomic.Int32 // how often next was called
	inNext atomic.Int32 // how many of these calls have not returned
	over   atomic.Bool  // next returns false from now on
}

// startGenerate calls Generate with a next that has n values, and a context
// that the test may cancel. It returns when nothing can go on before somebody
// receives.
func startGenerate[T comparable](t *testing.T, n int, value func(i int) T) *generateCall[T] {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	return startGenerateWith(t, ctx, cancel, n, value)
}

func startGenerateWith[T comparable](t *testing.T, ctx context.Context, cancel context.CancelFunc, n int, value func(i int) T) *generateCall[T] {
	t.Helper()
	g := &generateCall[T]{t: t, cancel: cancel}
	called := 0 // unguarded: two calls of next at the same time are a data race
	next := func() (v T, ok bool) {
		i := called
		called++
		g.calls.Add(1)
		g.inNext.Add(1)
		defer g.inNext.Add(-1)
		if i >= n || g.over.Load() {
			return v, false
		}
		return value(i), true
	}
	returned := make(chan (<-chan T), 1)
	t.Cleanup(func() { // after a failure, let the goroutines end
		if t.Failed() {
			g.over.Store(true)
			cancel()
			go func() {
				for range <-returned {
				}
			}()
			if g.out != nil {
				returned <- g.out
			}
		}
	})
	go func() { returned <- Generate(ctx, next) }()
	settle.Calm(t, "Nobody receives yet")
	if len(returned) == 0 {
		kind := "deadlock: "
		if g.inNext.Load() > 0 {
			kind = ""
		}
		t.Fatalf("%sGenerate does not return: it waits in next, or for a receiver.\n"+
			"Nobody can receive before: only its return value tells the channel to a receiver.\n"+
			"A correct Generate calls next and sends in a goroutine of its own, and returns at once.", kind)
	}
	if g.out = <-returned; g.out == nil {
		t.Fatalf("Generate returned a nil channel. Whoever receives from that waits for ever.")
	}
	return g
}

// mustReceive receives value number i, which must be want.
func (g *generateCall[T]) mustReceive(i int, want T) {
	g.t.Helper()
	settle.Calm(g.t, "A value is on offer, and nobody receives it")
	select {
	case v, ok := <-g.out:
		if !ok {
			g.t.Fatalf("The channel was closed after %d values, and next had more.\n"+
				"A correct Generate closes the channel after the last value.", i)
		}
		if v != want {
			g.t.Fatalf("Value number %d that next returned was %#v, and received was %#v.\n"+
				"A correct Generate delivers every value, once, and in order.", i+1, want, v)
		}
	default:
		g.t.Fatalf("After %d values nothing is on offer, and next has more.\n"+
			"A correct Generate offers each value until somebody receives it.", i)
	}
}

// mustBeClosed fails the test unless the channel is closed. what says what
// happened.
func (g *generateCall[T]) mustBeClosed(what string) {
	g.t.Helper()
	settle.Calm(g.t, what)
	select {
	case v, ok := <-g.out:
		if ok {
			g.t.Fatalf("%s, and a receiver got %#v.\n"+
				"A correct Generate closes the channel then: nothing comes any more, not even a zero value.", what, v)
		}
	default:
		g.t.Fatalf("deadlock: %s, and the channel is still open.\n"+
			"A receiver waits for ever, for a value that nobody will send: a range over the channel\n"+
			"ends when it is closed, and only then.", what)
	}
}
