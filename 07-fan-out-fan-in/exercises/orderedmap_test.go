package exercises

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"example.com/mastery/internal/settle"
)

// When a test ends, its bubble panics if a goroutine is still blocked: a leak.

func TestOrderedmapEmitsInOrder(t *testing.T) {
	for _, b := range orderedBounds {
		picks := []func(running []int) int{orderedLast, orderedFirst, orderedMiddle}
		for _, pick := range picks[:b.n] { // of n that run
			synctest.Test(t, func(t *testing.T) {
				o := startOrdered(t, b.n, b.window, 2*b.window+1)
				close(o.in)
				o.closed = true
				o.look("in holds values and is closed")
				for len(o.running()) > 0 {
					o.end(pick(o.running()), nil)
					o.look("A call of f has returned")
				}
				o.mustHaveEmitted()
			})
		}
	}
}

var orderedBounds = []struct{ n, window int }{{1, 1}, {1, 3}, {2, 2}, {2, 5}, {3, 6}}

// Which call is the next to end.
func orderedLast(running []int) int   { return running[len(running)-1] }
func orderedFirst(running []int) int  { return running[0] }
func orderedMiddle(running []int) int { return running[len(running)/2] }

// More than a buffer or a number of workers of one's own choice would hold.
func TestOrderedmapRunsManyAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n, window = 70, 100
		o := startOrdered(t, n, window, window+10)
		for v := n - 1; v >= 0; v-- { // the first one last: then the window is full
			o.end(v, nil)
			if v == n/2 || v == 1 {
				o.look("Of n calls of f some have returned, and the first one has not")
			}
		}
		o.look("The first n calls of f have returned")
		for len(o.running()) > 0 {
			for _, v := range o.running() {
				o.end(v, nil)
			}
			o.look("The calls of f that ran have returned")
		}
		close(o.in)
		o.closed = true
		o.look("All results were emitted, and in was closed")
		o.mustHaveEmitted()
	})
}

func TestOrderedmapWaitsForValues(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := startOrdered(t, 2, 4, 0)
		for range 3 {
			o.send(3)
			o.look("Three values were sent, in is open")
			for len(o.running()) > 0 {
				o.end(orderedLast(o.running()), nil)
				o.look("A call of f has returned, in is open")
			}
		}
		close(o.in)
		o.closed = true
		o.look("All results were emitted, and in was closed")
		o.mustHaveEmitted()
	})
	synctest.Test(t, func(t *testing.T) {
		o := startOrdered(t, 3, 3, 0)
		close(o.in)
		o.closed = true
		o.look("in was closed, and no value had come")
	})
}

func TestOrderedmapCountsWhatEmitHasInHand(t *testing.T) {
	for _, b := range orderedBounds {
		synctest.Test(t, func(t *testing.T) {
			o := newOrdered(t, b.n, b.window)
			o.held = true
			o.send(2*b.window + 1)
			o.start()
			for len(o.running()) > 0 { // as far as the window goes
				o.end(orderedLast(o.running()), nil)
				o.look("A call of f has returned, emit has not")
			}
			for o.emits > o.released {
				o.release()
				o.look("emit has returned")
				for len(o.running()) > 0 {
					o.end(orderedFirst(o.running()), nil)
					o.look("emit has returned, and then a call of f")
				}
			}
			close(o.in)
			o.closed = true
			o.look("All results were emitted, and in was closed")
			o.mustHaveEmitted()
		})
	}
}

// The head of the line fails, and everybody waits for it.
func TestOrderedmapBearsAFailureAtTheHead(t *testing.T) {
	for _, b := range orderedBounds {
		synctest.Test(t, func(t *testing.T) {
			o := startOrdered(t, b.n, b.window, 2*b.window+2)
			for len(o.running()) > 1 {
				o.end(orderedLast(o.running()), nil)
				o.look("The first call of f still runs, a later one has returned")
			}
			o.end(0, errors.New("failure of value 0"))
			o.look("The first call of f has failed, later ones are done, in is open")
			o.mustHaveEmitted()
		})
	}
}

func TestOrderedmapReturnsTheEarliestFailure(t *testing.T) {
	for _, c := range []struct {
		n, window int
		ends      []int // the calls of f that return, one after another; negative: with an error
	}{
		{3, 5, []int{-2, 3, 1}},           // in the middle
		{3, 3, []int{-3, 2, 1}},           // the last
		{3, 5, []int{-3, -1, 2}},          // the later one first
		{3, 5, []int{-3, -2, 1}},          // ... and something to emit
		{3, 5, []int{-1, -2, -3}},         // all, in order
		{4, 6, []int{2, 4, -5, 3, -6, 1}}, // results wait behind the first and before the failure
		{1, 2, []int{1, 2, -3}},
	} {
		synctest.Test(t, func(t *testing.T) {
			o := startOrdered(t, c.n, c.window, 12)
			for _, end := range c.ends {
				v, err := end-1, error(nil)
				if end < 0 {
					v = -end - 1
					err = fmt.Errorf("failure of value %d", v)
				}
				o.end(v, err)
				o.look("in is open, and f was called for values, of which some have failed")
			}
			o.mustHaveEmitted()
		})
	}
}

func TestOrderedmapDoesNotWaitForValuesAfterAFailure(t *testing.T) {
	for _, values := range []int{1, 2, 3} {
		synctest.Test(t, func(t *testing.T) {
			o := startOrdered(t, 3, 4, values) // and no more come
			o.end(0, nil)
			o.look("A call of f has returned, in is open and silent")
			if values > 1 {
				o.end(values-1, errors.New("failure"))
			} else {
				o.send(1)
				o.look("A value was sent, in is open")
				o.end(1, errors.New("failure"))
			}
			o.look("A call of f has failed, in is open and silent")
			for len(o.running()) > 0 {
				o.end(orderedFirst(o.running()), nil)
				o.look("A call of f has failed, and others have returned")
			}
			o.mustHaveEmitted()
		})
	}
}

func TestOrderedmapBearsAFailureDuringEmit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOrdered(t, 2, 4)
		o.held = true
		o.send(9)
		o.start()
		for _, v := range []int{0, 2, 1} {
			o.end(v, nil)
			o.look("emit has the first result, calls of f return")
		}
		o.end(3, errors.New("failure of value 3"))
		o.look("emit has the first result, and the last call of f has failed")
		for range 3 {
			o.release()
			o.look("A call of f has failed, results before it wait for emit, and emit has returned")
		}
		o.mustHaveEmitted()
	})
}

func TestOrderedmapBearsFailuresAtTheSameTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := startOrdered(t, 4, 4, 8)
		for v := range 4 {
			o.end(v, fmt.Errorf("failure of value %d", v))
		}
		o.look("All running calls of f have failed at the same time")
		o.mustHaveEmitted()
	})
}

// Calls that fail without waiting for the test, so that nothing but the answer says
// who hears of it first.
func TestOrderedmapBeginsNothingAfterAFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := errors.New("failure of value 0")
		for range 300 {
			in := make(chan int, 3)
			for v := range 3 {
				in <- v
			}
			calls := make(chan int, 3)
			err := OrderedMap(1, 3, in, func(v int) (int, error) {
				calls <- v
				return 0, broken
			}, func(int) {})
			if len(calls) != 1 {
				settle.GiveUp(t, fmt.Sprintf("n is 1, every call of f fails at once, and in is open; f was called %d times, want once.\n"+
					"In a correct OrderedMap no later value begins after a failure: tell of it before there is room for\n"+
					"another call; and since a select that can choose between that room and the news picks at random,\n"+
					"look at the news alone before you hand out the next value.", len(calls)))
			}
			if !errors.Is(err, broken) {
				settle.GiveUp(t, fmt.Sprintf("n is 1, and the first call of f fails at once: OrderedMap returned %v, want %v.\n"+
					"A correct OrderedMap returns the error of the earliest value that failed.", err, broken))
			}
		}
	})
}

// As above; and a call that fails may well have been begun last, and end first.
func TestOrderedmapEmitsAllBeforeAFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := errors.New("failure")
		for round := range 200 {
			const n, values = 4, 12
			bad := round % values
			in := make(chan int, values)
			for v := range values {
				in <- v
			}
			var got []int
			err := OrderedMap(n, 2*n, in, func(v int) (int, error) {
				if v == bad {
					return 0, broken
				}
				return v + 1, nil
			}, func(r int) { got = append(got, r) })
			var want []int
			for v := range bad {
				want = append(want, v+1)
			}
			if !slices.Equal(got, want) || !errors.Is(err, broken) {
				settle.GiveUp(t, fmt.Sprintf("%d values, n is %d, in is open. f returns v+1 at once, and fails for value %d.\n"+
					"Emitted were %v, want %v, and OrderedMap returned %v, want %v.\n"+
					"A correct OrderedMap emits what f returned for all values before the failure: those that are with a\n"+
					"goroutine and have not begun when a later one fails must begin all the same.", values, n, bad, got, want, err, broken))
			}
		}
	})
}

func TestOrderedmapBearsFailuresThatNothingOrders(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 6
		first := errors.New("failure of value 0")
		for range 100 {
			in := make(chan int, n)
			for v := range n {
				in <- v
			}
			var all sync.WaitGroup
			all.Add(n)
			err := OrderedMap(n, n, in, func(v int) (int, error) {
				all.Done()
				all.Wait() // then all fail at the same time
				if v == 0 {
					return 0, first
				}
				return 0, errors.New("a later failure")
			}, func(int) {})
			if !errors.Is(err, first) {
				settle.GiveUp(t, fmt.Sprintf("%d calls of f have failed at the same time, and OrderedMap returned %v, want %v.\n"+
					"A correct OrderedMap returns the error of the earliest value that failed, as a loop would:\n"+
					"which of several comes first in time is chance.", n, err, first))
			}
		}
	})
}

func TestOrderedmapBetweenGoroutines(t *testing.T) {
	for _, b := range orderedBounds {
		synctest.Test(t, func(t *testing.T) {
			const many = 200
			in := make(chan int)
			go func() {
				defer close(in)
				for v := range many {
					in <- v
				}
			}()
			var got []int // unguarded: calls of emit that nothing orders are a data race
			err := OrderedMap(b.n, b.window, in,
				func(v int) (int, error) { return v, nil }, func(r int) { got = append(got, r) })
			if err != nil || len(got) != many || !slices.IsSorted(got) {
				settle.GiveUp(t, fmt.Sprintf("Sent were 0 to %d, and f returned each as it was. Emitted were %d results: %v;\n"+
					"and OrderedMap returned %v, want nil. A correct OrderedMap emits the result of every value, once,\n"+
					"in the order of the values, however the calls of f fall.", many-1, len(got), got, err))
			}
		})
	}
}

// An orderedCall is a call of OrderedMap. Its values are numbers from 0, and the
// result of each is ten times that. It knows what must have happened by now.
type orderedCall struct {
	t         *testing.T
	n, window int
	in        chan int
	done      chan error // holds what OrderedMap returned

	// Of each value. What belongs to one value orders nothing of another.
	begun     []chan struct{} // one for each call of f
	gates     []chan error    // f returns what it receives here
	emitted   []chan struct{} // one for each call of emit
	emitGates []chan struct{} // emit returns when it receives here, if it is held
	order     []int           // results, as they were emitted; unguarded, so emits that nothing orders are a race

	held            bool // emit waits for release
	sent            int
	closed          bool
	ended           []bool  // f was let return
	errs            []error // with this
	failed          bool
	begins          int // calls of f that must have begun
	emits, released int // calls of emit that must have begun; that were let return
	over            bool
}

const orderedMost = 15 // values in a test beyond its window

func newOrdered(t *testing.T, n, window int) *orderedCall {
	most := window + orderedMost
	o := &orderedCall{
		t: t, n: n, window: window, in: make(chan int, most), done: make(chan error, 1),
		ended: make([]bool, most), errs: make([]error, most),
	}
	for range most {
		o.begun = append(o.begun, make(chan struct{}, 10))
		o.gates = append(o.gates, make(chan error, 10))
		o.emitted = append(o.emitted, make(chan struct{}, 10))
		o.emitGates = append(o.emitGates, make(chan struct{}, 10))
	}
	return o
}

// startOrdered calls OrderedMap with an open channel that holds so many values.
func startOrdered(t *testing.T, n, window, values int) *orderedCall {
	t.Helper()
	o := newOrdered(t, n, window)
	o.send(values)
	o.start()
	return o
}

func (o *orderedCall) start() {
	o.t.Helper()
	go func() { o.done <- OrderedMap(o.n, o.window, o.in, o.f, o.emit) }()
	o.look("OrderedMap was called, and no call of f has returned")
}

func (o *orderedCall) f(v int) (int, error) {
	o.begun[v] <- struct{}{}
	return 10 * v, <-o.gates[v]
}

func (o *orderedCall) emit(r int) {
	o.order = append(o.order, r)
	o.emitted[r/10] <- struct{}{}
	if o.held {
		<-o.emitGates[r/10]
	}
}

// send sends the next values.
func (o *orderedCall) send(values int) {
	for range values {
		o.in <- o.sent
		o.sent++
	}
}

// end lets the call of f for value v return err.
func (o *orderedCall) end(v int, err error) {
	o.t.Helper()
	if v >= o.begins || o.ended[v] {
		o.t.Fatalf("the test is wrong: value %d does not run", v)
	}
	o.ended[v], o.errs[v] = true, err
	o.failed = o.failed || err != nil
	o.gates[v] <- err
}

// release lets the call of emit that is in progress return.
func (o *orderedCall) release() {
	o.emitGates[o.released] <- struct{}{}
	o.released++
}

// running returns the values whose call of f must be in progress.
func (o *orderedCall) running() (running []int) {
	for v := range o.begins {
		if !o.ended[v] {
			running = append(running, v)
		}
	}
	return running
}

// reckon says what must have happened by now.
func (o *orderedCall) reckon() {
	for again := true; again; {
		again = false
		if next := o.emits; next < o.begins && o.ended[next] && o.errs[next] == nil && (!o.held || o.emits == o.released) {
			o.emits++
			again = true
		}
		if !o.held {
			o.released = o.emits
		}
		if !o.failed && o.begins < o.sent && len(o.running()) < o.n && o.begins-o.released < o.window {
			o.begins++
			again = true
		}
	}
	end := o.failed || o.closed && o.begins == o.sent
	o.over = end && len(o.running()) == 0 && o.emits == o.released &&
		(o.emits == o.begins || o.errs[o.emits] != nil)
}

// look waits until nothing can go on, and fails the test unless what has happened
// is what must have. when says what the test did.
func (o *orderedCall) look(when string) {
	o.t.Helper()
	settle.Calm(o.t, when)
	o.reckon()
	state := orderedState(func() string {
		return fmt.Sprintf("%s.\nn is %d, window is %d; f has returned for the values %v, %s", when, o.n, o.window, o.returnedFor(), o.failures())
	})
	o.lookAtResults(state)
	o.lookAtCalls(state)
	o.lookAtTheEnd(state)
}

// An orderedState says what the test has done; it is made when it is printed.
type orderedState func() string

func (s orderedState) String() string { return s() }

// lookAtResults fails the test unless emit was called for those results that are
// due.
func (o *orderedCall) lookAtResults(state orderedState) {
	o.t.Helper()
	for v := range o.begun {
		switch emitted := len(o.emitted[v]); {
		case emitted > 0 && v >= o.emits && o.emits < o.begins && o.ended[o.emits] && o.errs[o.emits] != nil:
			settle.GiveUp(o.t, fmt.Sprintf("%s.\nThe result of value %d was emitted, and value %d has failed.\n"+
				"A correct OrderedMap emits what comes before the failure, and nothing behind it, as a loop would.", state, v, o.emits))
		case emitted > 0 && v >= o.emits && o.emits > o.released:
			settle.GiveUp(o.t, fmt.Sprintf("%s.\nemit was called for value %d while it is at work for value %d.\n"+
				"A correct OrderedMap calls it for one result after another.", state, v, o.released))
		case emitted > 0 && v >= o.emits:
			settle.GiveUp(o.t, fmt.Sprintf("%s.\nThe result of value %d was emitted before that of value %d, which is not there yet.\n"+
				"A correct OrderedMap emits in the order of the values: a result that is early waits.", state, v, o.emits))
		case emitted == 0 && v < o.emits:
			settle.GiveUp(o.t, fmt.Sprintf("%s.\nThe result of value %d was not emitted.\n"+
				"A correct OrderedMap emits a result as soon as it and all before it are there: it waits for no batch,\n"+
				"and a later value that has failed takes nothing away.", state, v))
		}
	}
}

// lookAtCalls fails the test unless f was called for those values that may begin.
func (o *orderedCall) lookAtCalls(state orderedState) {
	o.t.Helper()
	running := o.running()
	for v := range o.begun {
		begun, emitted := len(o.begun[v]), len(o.emitted[v])
		switch {
		case begun > 1 || emitted > 1:
			settle.GiveUp(o.t, fmt.Sprintf("%s.\nf was called %d times for value %d, and emit %d times for its result: want once each.",
				state, begun, v, emitted))
		case begun > 0 && v >= o.begins && o.failed:
			settle.GiveUp(o.t, fmt.Sprintf("%s.\nf was called for value %d.\n"+
				"In a correct OrderedMap nothing begins after a failure: nobody will see the result. Where a value\n"+
				"and the news of a failure are both there, a select picks at random: look for the failure first.", state, v))
		case begun > 0 && v >= o.begins && len(running) == o.n:
			settle.GiveUp(o.t, fmt.Sprintf("%s.\nThe values %v and %d are in f at the same time.\n"+
				"A correct OrderedMap runs at most n calls of f.", state, running, v))
		case begun > 0 && v >= o.begins:
			settle.GiveUp(o.t, fmt.Sprintf("%s.\nemit has returned for %d results, and f was called for value %d: these are %d on their way.\n"+
				"A correct OrderedMap begins no more than window values that are not emitted: a slow one at the\n"+
				"head must not make it store everything that comes behind. The one that emit has in hand counts.",
				state, o.released, v, v+1-o.released))
		case begun == 0 && v < o.begins && o.beganBehind(v):
			settle.GiveUp(o.t, fmt.Sprintf("%s.\nf was called for later values, and not yet for value %d.\n"+
				"In a correct OrderedMap calls begin in the order of the values: where goroutines wait for a place,\n"+
				"one for each value, chance decides which is the next, and the head of the line may be the last.", state, v))
		case begun == 0 && v < o.begins:
			settle.GiveUp(o.t, fmt.Sprintf("%s.\nemit has returned for %d results, value %d waits, and f is not called for it.\n"+
				"A correct OrderedMap begins the next call as soon as less than n run and less than window values\n"+
				"are on their way: it waits neither for a batch, nor for emit, nor for a slow one at the head, and does\n"+
				"not sleep between two looks.", state, o.released, v))
		}
	}
	if held := o.sent - len(o.in) - o.begins; held > o.n && !o.failed {
		settle.GiveUp(o.t, fmt.Sprintf("%s.\nf was called for %d values, and %d more were received.\n"+
			"A correct OrderedMap takes a value when it can begin it, or soon after, at most n ahead: whoever\n"+
			"sends must feel that it is slow, and its memory is bounded.", state, o.begins, held))
	}
}

// beganBehind reports whether f was called for a value behind v.
func (o *orderedCall) beganBehind(v int) bool {
	return slices.ContainsFunc(o.begun[v+1:], func(calls chan struct{}) bool { return len(calls) > 0 })
}

// lookAtTheEnd fails the test unless OrderedMap has returned or has not, as it
// should.
func (o *orderedCall) lookAtTheEnd(state orderedState) {
	o.t.Helper()
	running := o.running()
	switch returned := len(o.done) > 0; {
	case returned && !o.over && len(running) > 0:
		settle.GiveUp(o.t, fmt.Sprintf("leak: %s.\nOrderedMap has returned %v, and the values %v are still in f.\n"+
			"A correct OrderedMap returns when the calls that it began have: its caller may close what they use.",
			state, <-o.done, running))
	case returned && !o.over:
		settle.GiveUp(o.t, fmt.Sprintf("%s.\nOrderedMap has returned %v.\n"+
			"A correct OrderedMap returns when in is closed and all results are emitted, or after a failure.", state, <-o.done))
	case !returned && o.over && o.returnsLater():
		settle.GiveUp(o.t, fmt.Sprintf("%s.\nNothing was left to do, and OrderedMap returned only some time later.\n"+
			"A correct OrderedMap returns at once: it waits for what it needs, and does not sleep between two looks.", state))
	case !returned && o.over:
		settle.GiveUp(o.t, fmt.Sprintf("deadlock: %s.\nEmitted are %d results, nothing is left to do, and OrderedMap does not return.\n"+
			"Somebody waits for a result that never comes, for room that nobody makes, or for in, which\n"+
			"may stay open after a failure. In a correct OrderedMap a failure reaches all of them.", state, o.emits))
	}
}

// returnsLater reports whether OrderedMap returns when the clock has gone on.
func (o *orderedCall) returnsLater() bool {
	<-time.After(time.Second) // of the bubble's clock
	settle.Settles()
	return len(o.done) > 0
}

// returnedFor returns the values for which f has returned.
func (o *orderedCall) returnedFor() (done []int) {
	for v, ended := range o.ended {
		if ended {
			done = append(done, v)
		}
	}
	return done
}

func (o *orderedCall) failures() string {
	var failed []int
	for v, err := range o.errs {
		if err != nil {
			failed = append(failed, v)
		}
	}
	if len(failed) == 0 {
		return "with no error"
	}
	return fmt.Sprintf("with an error for %v", failed)
}

// mustHaveEmitted fails the test unless OrderedMap has emitted, and returned, what
// a loop would.
func (o *orderedCall) mustHaveEmitted() {
	o.t.Helper()
	if !o.over {
		o.t.Fatal("the test is wrong: there is something left to do")
	}
	got := <-o.done
	var want error
	var results []int
	for v := range o.begins {
		if want = o.errs[v]; want != nil {
			break
		}
		results = append(results, 10*v)
	}
	if !errors.Is(got, want) {
		settle.GiveUp(o.t, fmt.Sprintf("f was called for %d values, %s, and OrderedMap returned %v, want %v.\n"+
			"A correct OrderedMap returns the error of the earliest value that failed, as a loop would:\n"+
			"which of several comes first in time is chance.", o.begins, o.failures(), got, want))
	}
	if !slices.Equal(o.order, results) {
		settle.GiveUp(o.t, fmt.Sprintf("The results were emitted as %v, want %v.\n"+
			"A correct OrderedMap emits in the order of the values.", o.order, results))
	}
}
