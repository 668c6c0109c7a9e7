package exercises

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"example.com/mastery/internal/settle"
)

// When a test ends, its bubble panics if a goroutine is still blocked: a leak.

func TestFutureComputesAtOnceInTheBackground(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := startFuture[string](t)
		f.mustHaveBegun()
		f.end("result", nil)
		f.calm()
		f.mustGet(f.get(context.Background()), "The result is there, and somebody calls Get", "result", nil)
	})
}

func TestFutureLeavesNothingBehindIfNobodyAsks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := startFuture[int](t)
		f.end(1, nil) // nobody calls Get: the goroutine that computed must end all the same
	})
}

func TestFutureHasOneResultForAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := startFuture[int](t)
		const n = 5
		var early []<-chan futureResult[int]
		for range n {
			early = append(early, f.get(context.Background()))
		}
		f.mustWait(early)
		f.end(42, nil)
		f.mustTell(early)
		for _, got := range early {
			f.mustGet(got, fmt.Sprintf("%d goroutines were in Get when compute returned", n), 42, nil)
		}
		for range 2 {
			f.mustGet(f.get(context.Background()), "The result was handed out before, and somebody asks again", 42, nil)
		}
	})
}

func TestFutureHandsOnTheError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := errors.New("broken")
		f := startFuture[string](t)
		early := f.get(context.Background())
		f.mustWait([]<-chan futureResult[string]{early})
		f.end("partial", broken) // with some functions both mean something, as with io.Reader
		f.calm()
		f.mustGet(early, "compute failed", "partial", broken)
		f.mustGet(f.get(context.Background()), "compute failed, and somebody asks again", "partial", broken)
	})
}

func TestFutureLetsAWaiterGiveUp(t *testing.T) {
	for _, first := range []bool{true, false} { // is it the first waiter, or a later one?
		synctest.Test(t, func(t *testing.T) {
			f := startFuture[int](t)
			ctx, cancel := context.WithCancel(context.Background())
			var impatient, patient <-chan futureResult[int]
			if first {
				impatient = f.get(ctx)
				f.calm()
			}
			patient = f.get(context.Background())
			f.calm()
			if !first {
				impatient = f.get(ctx)
			}
			f.mustWait([]<-chan futureResult[int]{impatient, patient})

			cancel()
			f.calm()
			f.mustGet(impatient, "compute is at work, and the ctx of a waiter was cancelled", 0, context.Canceled)
			f.mustWait([]<-chan futureResult[int]{patient})

			f.end(7, nil)
			f.calm()
			f.mustGet(patient, "Another waiter had given up before compute returned", 7, nil)
			f.mustGet(f.get(context.Background()), "A waiter had given up before compute returned, and somebody asks later", 7, nil)
		})
	}
}

func TestFutureOutlivesItsOnlyWaiter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := startFuture[int](t)
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		impatient := f.get(ctx)
		f.calm()
		f.mustGet(impatient, "compute is at work, and Get was called with a ctx that had ended", 0, context.Canceled)
		f.end(7, nil)
		f.calm()
		f.mustGet(f.get(context.Background()), "The only waiter had given up before compute returned, and somebody asks later", 7, nil)
	})
}

func TestFutureLeavesNothingBehindWhenTheContextLivesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := startFuture[int](t)
		ctx, cancel := context.WithCancel(context.Background())
		_ = cancel // never called, as when ctx is the server's: the result must be enough for the goroutines
		early := f.get(ctx)
		f.mustWait([]<-chan futureResult[int]{early})
		f.end(7, nil)
		f.calm()
		f.mustGet(early, "compute has returned", 7, nil)
		f.mustGet(f.get(ctx), "The result is there, and somebody calls Get", 7, nil)
	})
}

func TestFutureGivesUpWhatIsBeingWritten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := startFuture[int](t)
		ctx, cancel := context.WithCancel(context.Background())
		impatient := f.get(ctx)
		f.mustWait([]<-chan futureResult[int]{impatient})
		// The waiter gives up, and compute returns; nothing orders the two. What
		// Get returned is therefore received at the end: that would order them.
		cancel()
		f.calm()
		f.end(7, nil)
		f.mustGet(impatient, "A waiter's ctx was cancelled, and then compute returned", 0, context.Canceled)
	})
}

func TestFutureReturnsOneOfBoth(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := startFuture[int](t)
		f.end(7, nil)
		f.calm()
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		for range 64 { // a select with two cases that are ready takes either
			got := f.get(ctx)
			f.calm()
			if len(got) == 0 {
				t.Fatalf("deadlock: The result is there, Get was called with a ctx that had ended, and it waits for ever.\n" +
					"A correct Get returns when one of the two has happened, and so when both have.")
			}
			result, gaveUp := futureResult[int]{7, nil}, futureResult[int]{0, context.Canceled}
			if got := <-got; got != result && got != gaveUp {
				t.Fatalf("The result is there, Get was called with a ctx that had ended, and it returned %s.\n"+
					"A correct Get returns either %s, or %s: no mixture.", got, result, gaveUp)
			}
		}
	})
}

// A futureResult is what Get returned.
type futureResult[T any] struct {
	value T
	err   error
}

func (r futureResult[T]) String() string {
	if r.err == nil {
		return fmt.Sprintf("%#v and no error", r.value)
	}
	return fmt.Sprintf("%#v and the error %q", r.value, r.err)
}

// A futureCall is a Future whose computation returns when the test ends it.
type futureCall[T comparable] struct {
	t      *testing.T
	future *Future[T]
	begun  atomic.Int32 // calls of compute
	ended  atomic.Bool  // compute may return
	gate   chan futureResult[T]
	over   chan struct{} // closed after a failure
}

// startFuture makes a Future and returns when its computation is at work.
func startFuture[T comparable](t *testing.T) *futureCall[T] {
	t.Helper()
	f := &futureCall[T]{t: t, gate: make(chan futureResult[T], 1), over: make(chan struct{})}
	t.Cleanup(func() {
		if t.Failed() {
			close(f.over)
		}
	})
	returned := make(chan *Future[T], 1)
	go func() { returned <- NewFuture(f.compute) }()
	f.calm()
	if len(returned) == 0 {
		t.Fatalf("NewFuture does not return while compute is at work.\n" +
			"A correct NewFuture computes in a goroutine of its own: its caller has other things to\n" +
			"do in the meantime, else it would have called compute itself.")
	}
	if f.future = <-returned; f.future == nil {
		t.Fatalf("NewFuture returned nil. A correct NewFuture returns a Future.")
	}
	return f
}

// compute is what the Future computes: it returns what the test says. All calls
// but the first return at once, with something else.
func (f *futureCall[T]) compute() (T, error) {
	if f.begun.Add(1) > 1 {
		var none T
		return none, errors.New("compute was called a second time")
	}
	select {
	case r := <-f.gate:
		return r.value, r.err
	case <-f.over:
		var none T
		return none, errors.New("the test is over")
	}
}

// end lets compute return.
func (f *futureCall[T]) end(value T, err error) {
	f.ended.Store(true)
	f.gate <- futureResult[T]{value, err}
}

// get calls Get. The channel holds what it returned, as soon as it has.
func (f *futureCall[T]) get(ctx context.Context) <-chan futureResult[T] {
	c := make(chan futureResult[T], 1)
	go func() {
		value, err := f.future.Get(ctx)
		c <- futureResult[T]{value, err}
	}()
	return c
}

// mustGet fails the test unless the Get whose outcome c holds has returned
// value and err.
func (f *futureCall[T]) mustGet(c <-chan futureResult[T], what string, value T, err error) {
	f.t.Helper()
	f.calm()
	f.mustHaveComputedOnce()
	want := futureResult[T]{value, err}
	switch {
	case len(c) == 0 && errors.Is(err, context.Canceled):
		f.t.Fatalf("%s, and Get still waits.\n"+
			"A correct Get returns when its ctx ends: its caller has a deadline of its own.", what)
	case len(c) == 0:
		f.t.Fatalf("%s%s, and Get has not returned.\n"+
			"A correct Future keeps its result, and everybody who asks gets it, at once. Was it sent?\n"+
			"Then whoever comes second waits for another send. Does Get sleep before it looks?",
			stuck([]<-chan futureResult[T]{c}), what)
	}
	got := <-c
	if got.value != value || !errors.Is(got.err, err) || (err == nil) != (got.err == nil) {
		f.t.Fatalf("%s: want %s, and Get returned %s.\n"+
			"A correct Future returns one and the same result to everybody: what compute returned,\n"+
			"value and error. Only to a caller whose ctx ends first it returns ctx's error.", what, want, got)
	}
}

// mustTell fails the test unless all these calls of Get have returned, now that
// compute has.
func (f *futureCall[T]) mustTell(calls []<-chan futureResult[T]) {
	f.t.Helper()
	f.calm()
	if n := waiting(calls); n > 0 {
		f.t.Fatalf("%s%d goroutines were in Get when compute returned, and %d of them have not returned.\n"+
			"A correct Get goes on at that moment. Was one value sent to many? Does Get sleep between\n"+
			"two looks?", stuck(calls), len(calls), n)
	}
}

// waiting counts the calls of Get that have not returned.
func waiting[T any](calls []<-chan futureResult[T]) (n int) {
	for _, c := range calls {
		if len(c) == 0 {
			n++
		}
	}
	return n
}

// stuck returns the verdict for calls of Get that have not returned: a deadlock,
// unless one of them does when some time has passed.
func stuck[T any](calls []<-chan futureResult[T]) string {
	before := waiting(calls)
	settle.PassTime()
	if waiting(calls) < before {
		return ""
	}
	return "deadlock: "
}

// calm returns when nothing can go on, and gives up if something spins.
func (f *futureCall[T]) calm() {
	f.t.Helper()
	when := "compute is at work"
	if f.ended.Load() {
		when = "compute has returned"
	}
	settle.Calm(f.t, when)
}

// mustWait fails the test if one of the calls of Get returned while compute is
// at work.
func (f *futureCall[T]) mustWait(calls []<-chan futureResult[T]) {
	f.t.Helper()
	f.calm()
	f.mustHaveComputedOnce()
	for _, c := range calls {
		if len(c) > 0 {
			f.t.Fatalf("compute is at work, and Get returned %s.\n"+
				"A correct Get waits for compute, as long as its own ctx lasts: that another\n"+
				"waiter's ctx has ended is nothing to it.", <-c)
		}
	}
}

func (f *futureCall[T]) mustHaveBegun() {
	f.t.Helper()
	if f.begun.Load() == 0 {
		f.t.Fatalf("NewFuture has returned, and compute was not called.\n" +
			"A correct NewFuture begins to compute at once, not when somebody asks: the time until\n" +
			"then is what a Future is made for.")
	}
}

func (f *futureCall[T]) mustHaveComputedOnce() {
	f.t.Helper()
	if n := f.begun.Load(); n != 1 {
		f.t.Fatalf("compute was called %d times, want once.\n"+
			"A correct Future computes once, however many ask: it may be slow, or cost money.", n)
	}
}
