package exercises

import (
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"example.com/mastery/internal/settle"
)

func TestLazyComputesOnceWhenAsked(t *testing.T) {
	l := newLazyTest(t)
	l.mustPeek("Nobody has called Get", 0, false)
	l.mustHaveBegun("Nobody has called Get", 0)
	first := l.get()
	l.mustHaveBegun("Get was called", 1)
	l.end(1, lazyResult{42, nil})
	l.mustReturn(first, "compute has succeeded", lazyResult{42, nil})
	for range 2 {
		l.mustReturn(l.get(), "The value is there", lazyResult{42, nil})
	}
	l.mustPeek("The value is there", 42, true)
	l.mustHaveBegun("compute has succeeded, and Get was called again", 1)
}

func TestLazyComputesTheZeroValueOnce(t *testing.T) {
	l := newLazyTest(t)
	first := l.get()
	l.end(1, lazyResult{0, nil})
	l.mustReturn(first, "compute has succeeded", lazyResult{0, nil})
	l.mustReturn(l.get(), "The value is there, and it is 0", lazyResult{0, nil})
	l.mustHaveBegun("compute has succeeded with 0, and Get was called again", 1)
	l.mustPeek("The value is there, and it is 0", 0, true)
}

func TestLazyTriesAgainAfterAnError(t *testing.T) {
	l := newLazyTest(t)
	for attempt := 1; attempt <= 2; attempt++ {
		get := l.get()
		l.mustHaveBegun("Every compute before has failed, and Get was called", attempt)
		l.end(attempt, lazyResult{0, errLazy})
		l.mustReturn(get, "compute has failed", lazyResult{0, errLazy})
		l.mustPeek("compute has failed", 0, false)
	}
	get := l.get()
	l.mustHaveBegun("compute has failed twice, and Get was called", 3)
	l.end(3, lazyResult{42, nil})
	l.mustReturn(get, "The third compute has succeeded", lazyResult{42, nil})
	l.mustReturn(l.get(), "The value is there", lazyResult{42, nil})
	l.mustHaveBegun("The third compute has succeeded, and Get was called again", 3)
}

func TestLazyComputesOnceForMany(t *testing.T) {
	l := newLazyTest(t)
	gets := l.getMany(5)
	l.mustHaveBegun("Five call Get at the same time", 1)
	l.end(1, lazyResult{42, nil})
	for _, get := range gets {
		l.mustReturn(get, "Five called Get at the same time, and compute has succeeded", lazyResult{42, nil})
	}
	l.mustHaveBegun("Five called Get at the same time, and compute has succeeded", 1)
}

func TestLazyTellsThoseWhoWaitOfTheError(t *testing.T) {
	const n = 4
	l := newLazyTest(t)
	gets := l.getMany(n)
	l.mustHaveBegun("Four call Get at the same time", 1)
	// Some of them may try again, one after another.
	for attempt := 1; ; attempt++ {
		l.end(attempt, lazyResult{0, errLazy})
		over := 0
		for _, get := range gets {
			if get.over() {
				l.mustReturn(get, "Several called Get at the same time, and compute has failed", lazyResult{0, errLazy})
				over++
			}
		}
		if over == n {
			break
		}
		if over < attempt {
			l.t.Fatalf("Four called Get at the same time, compute has failed %d times, and %d calls have returned.\n"+
				"A correct Get returns when the compute that it called has failed.", attempt, over)
		}
		if begun := l.begun(); begun == attempt {
			l.mustNotSleep("Four called Get at the same time, and compute has failed", func() bool { return l.begun() > attempt })
			settle.GiveUp(t, fmt.Sprintf("deadlock: Four called Get at the same time, compute has failed, and %d calls still wait,\n"+
				"though nobody computes. A correct Get ends the waiting whatever comes out, an error too.", n-over))
		} else if begun > attempt+1 {
			l.mustHaveBegun("Those that waited try again after an error", attempt+1)
		}
	}
	begun := l.begun()
	get := l.get()
	l.mustHaveBegun("compute has failed for four, and Get was called", begun+1)
	l.end(begun+1, lazyResult{42, nil})
	l.mustReturn(get, "compute has succeeded at last", lazyResult{42, nil})
}

func TestLazyPeekWaitsForNobody(t *testing.T) {
	l := newLazyTest(t)
	gets := l.getMany(3)
	l.mustPeek("compute is at work, and three wait for it", 0, false)
	l.end(1, lazyResult{42, nil})
	for _, get := range gets {
		l.mustReturn(get, "compute has succeeded", lazyResult{42, nil})
	}
}

// Each goroutine calls one method, and nothing orders them but what Lazy does: what
// is not guarded is a race, however they fall.
func TestLazyGuardsItsState(t *testing.T) {
	get := func(l *Lazy[int]) { l.Get() }
	peek := func(l *Lazy[int]) { l.Peek() }
	for _, err := range []error{nil, errLazy} {
		for _, calls := range [][2]func(*Lazy[int]){{get, get}, {get, peek}, {peek, get}} {
			for _, together := range []bool{true, false} { // else the second when the first has returned
				l := NewLazy(func() (int, error) { return 42, err })
				ended := make([]chan struct{}, 2)
				for i, call := range calls {
					ended[i] = make(chan struct{}, 1)
					go func() {
						call(l)
						ended[i] <- struct{}{}
					}()
					if !together {
						settle.Calm(t, "A method was called, and compute returns at once")
					}
				}
				settle.Calm(t, "Two call a method each, and compute returns at once")
				for i := range ended {
					if len(ended[i]) == 0 {
						settle.GiveUp(t, "deadlock: two goroutines call a method each, compute returns at once, and one of them waits for ever.\n"+
							"A correct Lazy unlocks on every way out.")
					}
				}
			}
		}
	}
}

// On one processor, whoever computes lets the others run, in the midst of it: those
// that waited for the attempt before, and come again.
func TestLazyComputesOneAtATimeAfterErrors(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	const crowd, failures = 8, 200
	var calls, running, most atomic.Int64
	l := NewLazy(func() (int, error) {
		most.Store(max(most.Load(), running.Add(1))) // of two that meet here, the second says 2
		defer running.Add(-1)
		runtime.Gosched()
		if calls.Add(1) <= failures {
			return 0, errLazy
		}
		return 42, nil
	})
	done := make(chan error, crowd) // what the last Get of each returned
	for range crowd {
		go func() {
			var err error
			for range failures + 1 { // each error is of another compute
				if _, err = l.Get(); err == nil {
					break
				}
			}
			done <- err
		}()
	}
	settle.Calm(t, "Eight call Get until it succeeds")
	if n := most.Load(); n > 1 {
		settle.GiveUp(t, fmt.Sprintf("Eight call Get until it succeeds, compute fails at first, and once it ran %d times at the same time.\n"+
			"A correct Lazy begins the next attempt once: where all that waited for the last one set up a new\n"+
			"one, each replaces that of another, which is at work already.", n))
	}
	if len(done) < crowd {
		settle.GiveUp(t, fmt.Sprintf("deadlock: Eight call Get until it succeeds, compute fails at first, and %d of them wait for ever.\n"+
			"A correct Get unlocks, and tells those who wait, on every way out.", crowd-len(done)))
	}
	for range crowd {
		if err := <-done; err != nil {
			settle.GiveUp(t, fmt.Sprintf("compute fails %d times and then succeeds, and Get returned an error to the same caller once more.\n"+
				"A correct Get returns the error of a compute that ran meanwhile, and keeps none.", failures))
		}
	}
	if n := calls.Load(); n != failures+1 {
		t.Errorf("compute failed %d times and then succeeded, and was called %d times: want %d.\n"+
			"A correct Lazy does not compute again what is there.", failures, n, failures+1)
	}
}

// Each error is of one compute, so nobody gets the same one twice: whoever has it
// knows that compute is over, and asks for another. They ask at the moment at which
// the others are being told.
func TestLazyKeepsNoErrorForAMoment(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	const crowd, failures = 8, 2000
	var calls atomic.Int64
	l := NewLazy(func() (int, error) {
		runtime.Gosched() // lets others come, and wait
		if n := calls.Add(1); n <= failures {
			return 0, fmt.Errorf("no connection: attempt %d", n)
		}
		return 42, nil
	})
	done := make(chan error, crowd) // an error that one of them got twice
	for range crowd {
		go func() {
			var last error
			for {
				_, err := l.Get()
				if err == nil || err == last {
					done <- err
					return
				}
				last = err
			}
		}()
	}
	settle.Calm(t, "Eight call Get until it succeeds")
	if len(done) < crowd {
		settle.GiveUp(t, fmt.Sprintf("deadlock: Eight call Get until it succeeds, compute fails at first, and %d of them wait for ever.\n"+
			"A correct Get unlocks, and tells those who wait, on every way out.", crowd-len(done)))
	}
	for range crowd {
		if err := <-done; err != nil {
			t.Fatalf("Get returned the error %q, and called again by the same goroutine it returned it once more.\n"+
				"A correct Lazy has forgotten the error when somebody is told of it: else whoever tries again at once\n"+
				"is told of an attempt that is over, and nothing was tried.", err)
		}
	}
}

// They go on until they have met many times, or for a moment where the machine runs
// one at a time.
func TestLazyPeekAmongGets(t *testing.T) {
	const crowd, enough, moment = 4, 40000, 40 * time.Millisecond
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(crowd))
	l := NewLazy(func() (int, error) { return 42, nil })
	if v, err := l.Get(); v != 42 || err != nil {
		t.Fatalf("compute has succeeded. Get returned %d, %v: want 42, nil.", v, err)
	}
	var gets atomic.Int64
	var over atomic.Bool
	for range crowd {
		go func() { // ends when over is set
			for !over.Load() {
				l.Get()
				gets.Add(1)
			}
		}()
	}
	failed, met := 0, 0
	for begin := time.Now(); failed == 0 && met < enough && time.Since(begin) < moment; {
		before := gets.Load()
		if v, ok := l.Peek(); v != 42 || !ok {
			failed++
		}
		if gets.Load() > before {
			met++
		}
	}
	over.Store(true)
	settle.Calm(t, "The value is there, and four have called Get")
	if failed > 0 {
		t.Error("The value is there, others are in Get, and Peek returned false.\n" +
			"A correct Peek does not guess from a lock that somebody has it for: for as long as compute, or\n" +
			"for the moment that it takes to look.")
	}
}

var errLazy = errors.New("no connection")

type lazyResult struct {
	value int
	err   error
}

// A lazyTest is a Lazy, each of whose computations waits until the test ends it.
type lazyTest struct {
	t       *testing.T
	lazy    *Lazy[int]
	begins  chan struct{}     // one for each computation
	results []chan lazyResult // what computation number i returns
	count   int               // what was taken from begins
	ended   int               // how many computations were let go
}

func newLazyTest(t *testing.T) *lazyTest {
	t.Helper()
	const room = 100
	l := &lazyTest{t: t, begins: make(chan struct{}, room)}
	turn := make(chan int, room) // the numbers of the computations
	for i := range room {
		l.results = append(l.results, make(chan lazyResult, 1))
		turn <- i
	}
	l.lazy = NewLazy(func() (int, error) {
		i := <-turn
		l.begins <- struct{}{}
		r := <-l.results[i]
		return r.value, r.err
	})
	if l.lazy == nil {
		t.Fatal("NewLazy returned nil.")
	}
	return l
}

// end lets computation number n, from 1, return.
func (l *lazyTest) end(n int, r lazyResult) {
	l.t.Helper()
	l.results[n-1] <- r
	l.ended++
	settle.Calm(l.t, "compute has returned")
}

// begun returns how many computations have begun.
func (l *lazyTest) begun() int {
	for len(l.begins) > 0 {
		<-l.begins
		l.count++
	}
	return l.count
}

func (l *lazyTest) mustHaveBegun(when string, want int) {
	l.t.Helper()
	got := l.begun()
	if got > want {
		settle.GiveUp(l.t, fmt.Sprintf("%s, and compute was called %d times: want %d.\n"+
			"A correct Lazy computes when the first asks; whoever comes meanwhile waits for that\n"+
			"computation, and does not begin another.", when, got, want))
	}
	if got < want {
		settle.GiveUp(l.t, fmt.Sprintf("%s, and compute was called %d times: want %d.\n"+
			"A correct Lazy keeps a value, and keeps no error: what failed may succeed the next time.", when, got, want))
	}
}

// A lazyCall is a goroutine that calls a method.
type lazyCall struct {
	done   chan struct{}
	result lazyResult
	ok     bool
}

// over reports whether it has returned.
func (c *lazyCall) over() bool {
	select {
	case <-c.done:
		return true
	default:
		return false
	}
}

// get calls Get, and returns when that has returned or waits.
func (l *lazyTest) get() *lazyCall {
	l.t.Helper()
	return l.getMany(1)[0]
}

// getMany calls Get from n goroutines.
func (l *lazyTest) getMany(n int) (calls []*lazyCall) {
	l.t.Helper()
	for range n {
		c := &lazyCall{done: make(chan struct{})}
		calls = append(calls, c)
		go func() {
			c.result.value, c.result.err = l.lazy.Get()
			close(c.done)
		}()
	}
	settle.Calm(l.t, "Get was called, and compute is at work")
	return calls
}

// mustNotSleep fails the test if a call that seems to wait for ever sleeps between
// two looks, or was on its way from one to the other and now goesOn.
func (l *lazyTest) mustNotSleep(when string, goesOn func() bool) {
	l.t.Helper()
	sleeps := settle.Sleeps()
	if !sleeps {
		settle.Calm(l.t, when)
		sleeps = goesOn()
	}
	if sleeps {
		settle.GiveUp(l.t, when+", and a call of Get sleeps between two looks.\n"+
			"A correct Get is blocked while it waits, by a lock or a channel, and goes on as soon as there is something\n"+
			"to return: one that sleeps is late, and wakes up for nothing while compute takes its minutes.")
	}
}

func (l *lazyTest) mustReturn(c *lazyCall, when string, want lazyResult) {
	l.t.Helper()
	if !c.over() {
		begun := l.begun()
		if begun > 1 && want.err == nil {
			l.mustHaveBegun(when, 1)
		}
		if begun > l.ended && want.err != nil {
			settle.GiveUp(l.t, when+", and the same Get called it again.\n"+
				"A correct Get returns the error: its caller decides whether to try.")
		}
		l.mustNotSleep(when, c.over)
		settle.GiveUp(l.t, "deadlock: "+when+", and a call of Get does not return.\n"+
			"It waits for a lock that was not released, or for news that nobody brings. A correct Get\n"+
			"unlocks, and tells those who wait, on every way out.")
	}
	if c.result != want {
		l.t.Fatalf("%s. Get returned %d, %v: want %d, %v.\n"+
			"Whoever gets a zero value and no error goes on to work with it.",
			when, c.result.value, c.result.err, want.value, want.err)
	}
}

func (l *lazyTest) mustPeek(when string, value int, ok bool) {
	l.t.Helper()
	c := &lazyCall{done: make(chan struct{})}
	go func() {
		c.result.value, c.ok = l.lazy.Peek()
		close(c.done)
	}()
	settle.Calm(l.t, "Peek was called")
	if !c.over() {
		settle.GiveUp(l.t, when+". Peek was called, and waits.\n"+
			"A correct Lazy holds no lock that Peek needs while compute runs: that may take minutes, and\n"+
			"whoever asks only whether the value is there waits as long.")
	}
	if c.result.value != value || c.ok != ok {
		l.t.Fatalf("%s. Peek returned %d, %v: want %d, %v.", when, c.result.value, c.ok, value, ok)
	}
}
