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
		settle.Wait()
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
		settle.Wait()
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
		settle.Wait()
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
				settle.Wait()
			}
			patient = f.get(context.Background())
			settle.Wait()
			if !first {
				impatient = f.get(ctx)
			}
			f.mustWait([]<-chan futureResult[int]{impatient, patient})

			cancel()
			settle.Wait()
			f.mustGet(impatient, "compute is at work, and the ctx of a waiter was cancelled", 0, context.Canceled)
			f.mustWait([]<-chan futureResult[int]{patient})

			f.end(7, nil)
			settle.Wait()
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
		settle.Wait()
		f.mustGet(impatient, "compute is at work, and Get was called with a ctx that had ended", 0, context.Canceled)
		f.end(7, nil)
		settle.Wait()
		f.mustGet(f.get(context.Background()), "The only waiter had given up before compute returned, and somebody asks later", 7, nil)
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
	settle.Wait()
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
func (f *futureCall[T]) end(value T, err error) { f.gate <- futureResult[T]{value, err} }

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
	settle.Wait()
	f.mustHaveComputedOnce()
	want := futureResult[T]{value, err}
	switch {
	case len(c) == 0 && errors.Is(err, context.Canceled):
		f.t.Fatalf("%s, and Get still waits.\n"+
			"A correct Get returns when its ctx ends: its caller has a deadline of its own.", what)
	case len(c) == 0:
		f.t.Fatalf("deadlock: %s, and Get waits for ever.\n"+
			"A correct Future keeps its result, and everybody who asks gets it. A result that is sent\n"+
			"has one receiver: whoever comes second waits for another send.", what)
	}
	got := <-c
	if got.value != value || !errors.Is(got.err, err) || (err == nil) != (got.err == nil) {
		f.t.Fatalf("%s: want %s, and Get returned %s.\n"+
			"A correct Future returns one and the same result to everybody: what compute returned,\n"+
			"value and error. Only to a caller whose ctx ends first it returns ctx's error.", what, want, got)
	}
}

// mustWait fails the test if one of the calls of Get returned while compute is
// at work.
func (f *futureCall[T]) mustWait(calls []<-chan futureResult[T]) {
	f.t.Helper()
	settle.Wait()
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
