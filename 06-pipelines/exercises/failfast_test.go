package exercises

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"example.com/mastery/internal/settle"
)

// When a test ends, its bubble panics if a goroutine is still blocked: a leak.

func TestFailfastDeliversEverything(t *testing.T) {
	for _, n := range []int{0, 1, 50} {
		synctest.Test(t, func(t *testing.T) {
			f := startFailFast(t, failfastHonest)
			f.workGate.open()
			f.sinkGate.open()
			f.emit(n)
			f.end(nil)
			f.wantNil(fmt.Sprintf("source emitted %d values and returned nil, nothing failed", n))
			f.mustHaveDelivered(n)
		})
	}
}

func TestFailfastStagesWorkAtTheSameTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := startFailFast(t, failfastHonest)
		f.allAtWork()
		// sink stays at its first result, and source has much to emit.
		const most = 20
		f.emit(most)
		f.settled("sink and work are at work, and source has more to emit")
		if n := f.tookSoFar(); n > 3 {
			t.Fatalf("sink is at work on the first result, work on the second value, and emit has returned true for %d values\n"+
				"(or more). A correct FailFast keeps at most one value between two stages: with the one in sink and\n"+
				"the one in work, that is three. Else a slow work and a fast source fill the memory.", n)
		}
		f.workGate.open()
		f.settled("sink is at work, and source has more to emit")
		if n := f.worked(); n > 3 {
			t.Fatalf("sink is at work on the first result, and work was called %d times.\n"+
				"A correct FailFast keeps at most one value between two stages: with the one in sink, and one that\n"+
				"can't be handed over yet, that is three. Else a slow sink and a fast work fill the memory.", n)
		}
		if n := f.tookSoFar(); n > 4 {
			t.Fatalf("sink is at work on the first result, and emit has returned true for %d values (or more).\n"+
				"A correct FailFast keeps at most one value between two stages: with one in sink, one in work\n"+
				"and two that wait, that is four. Else a slow sink and a fast source fill the memory.", n)
		}
		f.sinkGate.open()
		f.end(nil)
		f.wantNil("source has returned nil, nothing failed")
		f.mustHaveDelivered(2 + most)
	})
}

func TestFailfastWaitsForThoseAtWork(t *testing.T) {
	for _, first := range []string{"sink", "work"} {
		synctest.Test(t, func(t *testing.T) {
			f := startFailFast(t, failfastDeaf)
			f.allAtWork()
			broken := errors.New(first + " is broken")
			f.fail(first, broken)
			f.mustWait(first + " has failed")
			f.workGate.open()
			others := "source, sink"
			if first == "sink" {
				f.sinkGate.open()
				others = "source"
			}
			f.mustWait(first + " has failed, and source is still at work")

			before := f.tookSoFar()
			const emits, few = 100, 20
			f.slowly()
			f.emit(emits) // whatever emit returns
			f.settled(first + " has failed, and source emits more")
			time.Sleep(time.Second)
			f.settled(first + " has failed, and source emits more")
			if more := f.tookSoFar() - before; more > few {
				t.Fatalf("%s has failed, source emits %d values more, and emit returned true for %d of these.\n"+
					"A correct FailFast takes nothing more from source: emit returns false, and source learns that it\n"+
					"need not go on. To do all the rest and throw it away is the slowest way to fail.", first, emits, more)
			}
			if busy := f.atWork(); busy != others {
				t.Fatalf("deadlock: %s has failed, source emits more, and nothing goes on. At work: %s; want: %s.\n"+
					"Nobody takes that value any more. A correct emit waits for two things at the same time, and at no\n"+
					"time for one alone: for a place, and for the end of the pipeline.", first, busy, others)
			}
			if f.context().Err() == nil {
				t.Fatalf("deadlock: %s has failed, and the context that source was given has not ended.\n"+
					"If source waits there, for a slow server, say, it waits on, and FailFast for source.\n"+
					"A correct FailFast ends that context at the first error: that stops the stages before it.", first)
			}
			f.mustWait(first + " has failed")
			f.sinkGate.open()
			f.end(nil)
			f.wantError(first+" failed first", broken)
		})
	}
}

func TestFailfastReturnsTheFirstError(t *testing.T) {
	for _, c := range []struct {
		first  string
		inEmit bool // source waits in emit; else it waits for its context
		manner failfastManner
		others string
	}{
		{"sink", true, failfastHonest, "the error of their context, which had ended"},
		{"sink", false, failfastHonest, "the error of their context, which had ended"},
		{"work", true, failfastHonest, "the error of their context, which had ended"},
		{"work", false, failfastHonest, "the error of their context, which had ended"},
		{"source", false, failfastHonest, "the error of their context, which had ended"},
		{"sink", true, failfastOwn, "errors of their own, when their context had ended"},
		{"work", false, failfastOwn, "errors of their own, when their context had ended"},
		{"source", false, failfastOwn, "errors of their own, when their context had ended"},
	} {
		synctest.Test(t, func(t *testing.T) {
			f := startFailFast(t, c.manner)
			f.allAtWork()
			if c.inEmit {
				f.emit(5) // one of these must wait, since work and sink are busy
				f.settled("work and sink are at work, and source has more to emit")
			}
			broken := errors.New(c.first + " is broken")
			f.fail(c.first, broken)
			f.wantError(c.first+" failed first, and the others returned "+c.others, broken)
		})
	}
}

func TestFailfastKeepsTheErrorWhenItsContextEndsAfterwards(t *testing.T) {
	for _, first := range []string{"sink", "work", "source"} {
		synctest.Test(t, func(t *testing.T) {
			f := startFailFast(t, failfastDeaf)
			f.allAtWork()
			broken := errors.New(first + " is broken")
			f.fail(first, broken)
			f.mustWait(first + " has failed, and the others are still at work")
			f.cancel()
			f.mustWait(first + " has failed, then ctx was cancelled, and the others are still at work")
			f.workGate.open()
			f.sinkGate.open()
			f.end(nil)
			f.wantError(first+" failed, and ctx was cancelled before the others had returned", broken)
		})
	}
}

func TestFailfastWakesWorkThatWaitsForSink(t *testing.T) {
	for _, manner := range []failfastManner{failfastHonest, failfastDeaf} {
		synctest.Test(t, func(t *testing.T) {
			f := startFailFast(t, manner)
			f.allAtWork()
			f.workGate.let(nil)
			f.settled("work has a result, and sink is still at the one before")
			broken := errors.New("sink is broken")
			f.fail("sink", broken)
			f.end(nil)
			f.workGate.open()
			f.wantError("sink failed while a result waited for it", broken)
		})
	}
}

// A select that can go on in two ways takes either. So there are many calls: one
// of them takes the wrong way.
func TestFailfastDeliversNoResultOfAFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const calls = 40
		fail, broken := make(chan struct{}), errors.New("work is broken")
		done := make(chan error, calls)
		var sunk atomic.Int32
		for range calls {
			go func() {
				done <- FailFast(t.Context(), func(_ context.Context, emit func(int) bool) error {
					emit(1)
					return nil
				}, func(context.Context, int) (string, error) {
					<-fail
					return "", broken
				}, func(context.Context, string) error {
					sunk.Add(1)
					return nil
				})
			}()
		}
		settle.Calm(t, "source has emitted one value, and work is at it")
		close(fail)
		settle.Calm(t, "work has failed with the first value")
		if n := sunk.Load(); n > 0 {
			t.Fatalf("work failed with the first value, and in %d of %d calls sink was called.\n"+
				"A correct FailFast has no result of that value: what work returns beside an error is to be thrown\n"+
				"away, and not to be stored.", n, calls)
		}
		if len(done) < calls {
			t.Fatalf("deadlock: work failed with the first value, and %d of %d calls of FailFast do not return.", calls-len(done), calls)
		}
		for range calls {
			if err := <-done; !errors.Is(err, broken) {
				t.Fatalf("work failed with the first value: its error was %q, and FailFast returned %v.", broken, err)
			}
		}
	})
}

func TestFailfastKeepsTheErrorBeforeItCancels(t *testing.T) {
	for _, first := range []string{"sink", "work", "source"} {
		synctest.Test(t, func(t *testing.T) {
			f := newFailFast(t, failfastHonest)
			slow := slowContext{context.Background(), make(chan struct{}), make(chan struct{})}
			f.ctx = slow
			release := sync.OnceFunc(func() { close(slow.gate) })
			t.Cleanup(release)
			f.start()
			f.allAtWork()
			broken := errors.New(first + " is broken")
			f.fail(first, broken)
			// Whoever cancels is held now, after the others were told.
			f.settled(first + " failed, and the others return the error of their context")
			release()
			f.wantError(first+" failed, then the context was cancelled, and the others returned its error", broken)
		})
	}
}

func TestFailfastReturnsAnErrorAtTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := startFailFast(t, failfastDeaf)
		f.workGate.open()
		f.emit(1)
		f.end(nil)
		f.mustWait("source has returned, and sink is at work on the last result")
		broken := errors.New("sink is broken")
		f.sinkGate.let(broken)
		f.wantError("source and work were through, and sink failed with the last result", broken)
	})
}

func TestFailfastReturnsAnErrorBeforeTheFirstValue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := startFailFast(t, failfastHonest)
		broken := errors.New("source is broken")
		f.end(broken)
		f.wantError("source failed before it emitted anything", broken)
	})
}

func TestFailfastBearsErrorsAtTheSameTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := startFailFast(t, failfastDeaf)
		f.allAtWork()
		broken := []error{errors.New("source is broken"), errors.New("work is broken"), errors.New("sink is broken")}
		f.end(broken[0])
		f.workGate.let(broken[1])
		f.sinkGate.let(broken[2])
		f.wantError("source, work and sink failed at the same time", broken...)
	})
}

func TestFailfastEndsWithItsContext(t *testing.T) {
	for _, inEmit := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			f := startFailFast(t, failfastQuiet)
			f.allAtWork()
			if inEmit {
				f.emit(5)
				f.settled("work and sink are at work, and source has more to emit")
			}
			f.cancel()
			f.wantCanceled("ctx was cancelled while source, work and sink were at work")
		})
	}
}

func TestFailfastWithAContextThatHasEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFailFast(t, failfastQuiet)
		f.workGate.open()
		f.sinkGate.open()
		f.cancel()
		f.start()
		f.end(nil)
		f.wantCanceled("ctx was cancelled before FailFast was called")
	})
}

func TestFailfastEndsTheContextWhenItReturns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := startFailFast(t, failfastHonest)
		if f.context().Err() != nil {
			t.Fatalf("Nothing has failed, and the context that source was given has ended: %v.\n"+
				"A correct FailFast ends it at the first error, or when it returns.", f.context().Err())
		}
		f.end(nil)
		f.wantNil("source returned nil at once")
		if f.context().Err() == nil {
			t.Fatalf("FailFast has returned nil, and the context that source was given has not ended.\n" +
				"A correct FailFast ends it on every way out: until then its parent holds on to it.")
		}
	})
}

// A failfastGate holds the calls of work or of sink until the test lets them
// return.
type failfastGate struct {
	errs   chan error    // what the next call is to return
	opened chan struct{} // closed when all calls return nil at once
	open   func()        // closes opened
}

func newFailfastGate() *failfastGate {
	opened := make(chan struct{})
	return &failfastGate{make(chan error, 1), opened, sync.OnceFunc(func() { close(opened) })}
}

// let lets one call return err.
func (g *failfastGate) let(err error) { g.errs <- err }

// A failfastStep is what source is to do next: emit a value, or return.
type failfastStep struct {
	value int
	end   bool
	err   error
}

// A slowContext never ends. A cancel of a context that was derived from it takes
// until gate is closed: package context tells those who wait first, and then asks
// the parent to forget the child.
type slowContext struct {
	context.Context
	done, gate chan struct{}
}

func (c slowContext) Done() <-chan struct{} { return c.done }

// AfterFunc is what package context looks for in a parent that is not its own.
func (c slowContext) AfterFunc(func()) (stop func() bool) {
	return func() bool {
		<-c.gate
		return true
	}
}

// A failfastManner says what source, work and sink do when their context ends.
type failfastManner int

const (
	failfastHonest failfastManner = iota // return its error
	failfastOwn                          // return another error
	failfastQuiet                        // return nil
	failfastDeaf                         // go on
)

// The three functions, as indices.
const (
	atSource = iota
	atWork
	atSink
)

var failfastNames = [3]string{"source", "work", "sink"}

// A failfastCall is a call of FailFast in progress. The values are numbered from
// 0, the results are ten times the values.
type failfastCall struct {
	t        *testing.T
	ctx      context.Context
	cancel   context.CancelFunc
	manner   failfastManner
	sent     int // values that source was told to emit
	steps    chan failfastStep
	workGate *failfastGate
	sinkGate *failfastGate
	done     chan error // holds what FailFast returned

	mu       sync.Mutex      // guards what follows
	inner    context.Context // that source was given
	busy     [3]int          // calls of source, work and sink in progress
	overlap  string          // which of them overlapped
	slow     bool            // source waits after each emit until all others wait, too
	emitting bool            // source is in emit
	took     int             // values for which emit returned true
	works    int             // calls of work
	results  []int           // that sink was called with
}

// newFailFast prepares a call of FailFast.
func newFailFast(t *testing.T, manner failfastManner) *failfastCall {
	f := &failfastCall{
		t: t, manner: manner, steps: make(chan failfastStep, 200),
		workGate: newFailfastGate(), sinkGate: newFailfastGate(), done: make(chan error, 1),
	}
	f.ctx, f.cancel = context.WithCancel(context.Background())
	t.Cleanup(func() { // after a failure, let the goroutines end
		if t.Failed() {
			f.release()
		}
	})
	return f
}

// startFailFast calls FailFast and returns when nothing can go on before source
// does something.
func startFailFast(t *testing.T, manner failfastManner) *failfastCall {
	t.Helper()
	f := newFailFast(t, manner)
	f.start()
	f.mustWait("source has not emitted anything yet")
	return f
}

func (f *failfastCall) start() {
	f.t.Helper()
	go func() { f.done <- FailFast(f.ctx, f.source, f.work, f.sink) }()
	f.settled("source has not emitted anything yet")
}

// source does what the test says.
func (f *failfastCall) source(ctx context.Context, emit func(int) bool) error {
	f.enter(atSource)
	f.mu.Lock()
	f.inner = ctx
	f.mu.Unlock()
	for {
		select {
		case step := <-f.steps:
			if step.end {
				return f.leave(atSource, step.err)
			}
			if ok := f.emitted(emit, step.value); !ok && f.manner != failfastDeaf {
				return f.leave(atSource, f.told(ctx))
			}
		case <-f.ended(ctx):
			return f.leave(atSource, f.told(ctx))
		}
	}
}

// emitted calls emit and keeps book.
func (f *failfastCall) emitted(emit func(int) bool, v int) bool {
	f.mu.Lock()
	f.emitting = true
	f.mu.Unlock()
	ok := emit(v)
	f.mu.Lock()
	f.emitting = false
	if ok {
		f.took++
	}
	slow := f.slow
	f.mu.Unlock()
	if slow { // the bubble's clock goes on when all others wait
		<-time.After(1)
	}
	return ok
}

func (f *failfastCall) work(ctx context.Context, v int) (int, error) {
	f.mu.Lock()
	f.works++
	f.mu.Unlock()
	f.enter(atWork)
	return 10 * v, f.leave(atWork, f.held(ctx, f.workGate))
}

func (f *failfastCall) sink(ctx context.Context, r int) error {
	f.mu.Lock()
	f.results = append(f.results, r)
	f.mu.Unlock()
	f.enter(atSink)
	return f.leave(atSink, f.held(ctx, f.sinkGate))
}

// held waits until the test, or the context, lets a call return, and returns what
// the call is to return.
func (f *failfastCall) held(ctx context.Context, g *failfastGate) error {
	select {
	case err := <-g.errs:
		return err
	case <-g.opened:
		return nil
	case <-f.ended(ctx):
		return f.told(ctx)
	}
}

// ended returns the channel that tells a function to return.
func (f *failfastCall) ended(ctx context.Context) <-chan struct{} {
	if f.manner == failfastDeaf {
		return nil
	}
	return ctx.Done()
}

// told returns what a function returns that was told to return.
func (f *failfastCall) told(ctx context.Context) error {
	switch f.manner {
	case failfastQuiet:
		return nil
	case failfastOwn:
		return errors.New("interrupted")
	}
	return ctx.Err()
}

func (f *failfastCall) enter(who int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.busy[who]++; f.busy[who] > 1 {
		f.overlap = failfastNames[who]
	}
}

func (f *failfastCall) leave(who int, err error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.busy[who]--
	return err
}

// emit tells source to emit the next n values.
func (f *failfastCall) emit(n int) {
	for range n {
		f.steps <- failfastStep{value: f.sent}
		f.sent++
	}
}

// slowly lets the time from one emit to the next be long enough for everybody.
func (f *failfastCall) slowly() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.slow = true
}

// end tells source to return err, after what it was told before.
func (f *failfastCall) end(err error) { f.steps <- failfastStep{end: true, err: err} }

// fail lets source, or a call of work or sink, return err.
func (f *failfastCall) fail(who string, err error) {
	switch who {
	case "sink":
		f.sinkGate.let(err)
	case "work":
		f.workGate.let(err)
	case "source":
		f.end(err)
	}
}

// allAtWork brings sink to the first result, work to the second value, and source
// beyond its emits.
func (f *failfastCall) allAtWork() {
	f.t.Helper()
	f.emit(2)
	f.workGate.let(nil)
	f.mustWait("source has emitted two values")
	f.mu.Lock()
	busy, took := f.busy, f.took
	f.mu.Unlock()
	if busy != [3]int{1, 1, 1} || took != 2 {
		f.t.Fatalf("source emits two values, work has returned a result of the first, and sink is to stay at that one.\n"+
			"At work now: %s; emit has returned true for %d of the two values.\n"+
			"In a correct FailFast sink has the first result, work has the second value, and source goes on, all\n"+
			"at the same time: so a pipeline is as fast as its slowest stage, and not as the sum of them.", f.atWork(), took)
	}
}

// settled returns when nothing can go on.
func (f *failfastCall) settled(when string) {
	f.t.Helper()
	settle.Calm(f.t, when)
	f.mu.Lock()
	overlap := f.overlap
	f.mu.Unlock()
	if overlap != "" {
		f.t.Fatalf("%s, and two calls of %s were in progress at the same time.\n"+
			"A correct FailFast calls it for one value after another: it need not bear more, and where two\n"+
			"values are under way at the same time, the order is lost.", when, overlap)
	}
}

// tookSoFar returns for how many values emit has returned true.
func (f *failfastCall) tookSoFar() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.took
}

// worked returns how often work was called.
func (f *failfastCall) worked() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.works
}

// context returns the context that source was given.
func (f *failfastCall) context() context.Context {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.inner
}

// atWork names the functions that are in progress.
func (f *failfastCall) atWork() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var names []string
	for who, n := range f.busy {
		switch {
		case n > 0 && who == atSource && f.emitting:
			names = append(names, "source (in emit)")
		case n > 0:
			names = append(names, failfastNames[who])
		}
	}
	if len(names) == 0 {
		return "nobody"
	}
	return strings.Join(names, ", ")
}

// mustWait fails the test if FailFast has returned.
func (f *failfastCall) mustWait(when string) {
	f.t.Helper()
	f.settled(when)
	if len(f.done) == 0 {
		return
	}
	if busy := f.atWork(); busy != "nobody" {
		f.t.Fatalf("leak: %s, and FailFast returned (%v). Still at work: %s.\n"+
			"A correct FailFast returns when all have returned, after an error too: its caller may close what\n"+
			"they still use, and one that waits in emit waits for ever.", when, <-f.done, busy)
	}
	f.t.Fatalf("%s, and FailFast returned (%v), with nobody at work.\n"+
		"A correct FailFast calls source, and work and sink with what source emits.", when, <-f.done)
}

// returned returns what FailFast returned, which it must have done by now.
func (f *failfastCall) returned(when string) error {
	f.t.Helper()
	f.settled(when)
	if len(f.done) == 0 {
		f.t.Fatalf("deadlock: %s, and FailFast does not return. Still at work: %s.\n"+
			"A correct FailFast ends the stages' context at the first error, wakes whoever waits in emit or\n"+
			"between two stages, and returns when all have returned.", when, f.atWork())
	}
	err := <-f.done
	if busy := f.atWork(); busy != "nobody" {
		f.t.Fatalf("leak: %s, and FailFast returned (%v). Still at work: %s.\n"+
			"A correct FailFast returns when all have returned: its caller may close what they still use.", when, err, busy)
	}
	return err
}

// wantNil fails the test unless FailFast returned nil.
func (f *failfastCall) wantNil(when string) {
	f.t.Helper()
	if err := f.returned(when); err != nil {
		f.t.Fatalf("%s, and FailFast returned the error %q, want nil.\n"+
			"A correct FailFast ends its context at an error, or when all have returned: a cancel before that,\n"+
			"be it cancel(nil), has a cause as well.", when, err)
	}
}

// wantError fails the test unless FailFast returned one of these errors, and
// nothing else.
func (f *failfastCall) wantError(when string, wanted ...error) {
	f.t.Helper()
	err := f.returned(when)
	if !slices.ContainsFunc(wanted, func(want error) bool { return errors.Is(err, want) }) || errors.Is(err, context.Canceled) {
		f.t.Fatalf("%s. The first error was %q, and FailFast returned %v.\n"+
			"A correct FailFast returns the first error, for that is the cause. What the others return after it is\n"+
			"its consequence, whatever they call it: it says that something was called off, and not why.", when, wanted[0], err)
	}
}

// wantCanceled fails the test unless FailFast returned the error of ctx.
func (f *failfastCall) wantCanceled(when string) {
	f.t.Helper()
	if err := f.returned(when); !errors.Is(err, context.Canceled) {
		f.t.Fatalf("%s, they returned nil, and FailFast returned %v, want context.Canceled.\n"+
			"A correct FailFast returns nil if source came to its end and sink has taken everything. Here values\n"+
			"are missing, and its caller would take the job for done.", when, err)
	}
}

// mustHaveDelivered fails the test unless sink has taken the results of all n
// values.
func (f *failfastCall) mustHaveDelivered(n int) {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	var want []int
	for v := range n {
		want = append(want, 10*v)
	}
	if !slices.Equal(f.results, want) {
		same := 0
		for same < min(n, len(f.results)) && f.results[same] == want[same] {
			same++
		}
		f.t.Fatalf("source emitted %d values, nothing failed, sink was called with %d results, and right are the first %d.\n"+
			"A correct FailFast brings every value through all stages, once, and in order, and\n"+
			"returns after that.", n, len(f.results), same)
	}
}

// release lets everybody return.
func (f *failfastCall) release() {
	f.cancel()
	f.workGate.open()
	f.sinkGate.open()
	select {
	case f.steps <- failfastStep{end: true}:
	default:
	}
}
