package exercises

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"example.com/mastery/internal/settle"
)

// When a test ends, its bubble panics if a goroutine is still blocked: a leak.

func TestHedgeMakesOneCallIfThatIsQuick(t *testing.T) {
	for _, after := range []time.Duration{0, time.Second, hedgeDelay - 1} {
		synctest.Test(t, func(t *testing.T) {
			h := startHedge(t)
			h.waitUntil(after)
			h.answer(0, "quick")
			h.mustReturn("The first call has answered within the delay,")
			h.want("quick")
			h.mustLeaveNobody(1)
		})
	}
}

func TestHedgeMakesASecondCallAfterTheDelay(t *testing.T) {
	for winner, loser := range []int{1, 0} {
		synctest.Test(t, func(t *testing.T) {
			h := startHedge(t)
			h.waitUntil(hedgeDelay - 1)
			h.mustWait("The first call runs, one nanosecond before the delay is over,", 1)
			h.waitUntil(hedgeDelay)
			h.mustWait("The first call runs, and the delay is over,", 2)
			h.waitUntil(3 * hedgeDelay)
			h.mustWait("Both calls run, and three times the delay is over,", 2)
			h.waitUntil(time.Hour)
			h.mustWait("Both calls run, for an hour by now,", 2)
			h.answer(winner, "answer")
			h.mustReturn(fmt.Sprintf("The %s call has answered, the %s one runs,", hedgeNames[winner], hedgeNames[loser]))
			h.want("answer")
			h.mustLeaveNobody(2)
		})
	}
}

func TestHedgeMakesASecondCallAfterAFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := startHedge(t)
		h.waitUntil(time.Second)
		h.fail(0, errors.New("broken"))
		h.mustWait("The first call has failed before the delay was over,", 2)
		h.waitUntil(3 * hedgeDelay)
		h.mustWait("The first call has failed, the second one runs, three times the delay is over,", 2)
		h.answer(1, "answer")
		h.mustReturn("The first call has failed, the second one has answered,")
		h.want("answer")
		h.mustLeaveNobody(2)
	})
}

func TestHedgeWaitsForTheOtherAfterAFailure(t *testing.T) {
	for loser, winner := range []int{1, 0} {
		synctest.Test(t, func(t *testing.T) {
			h := startHedge(t)
			h.waitUntil(hedgeDelay)
			h.mustWait("The first call runs, and the delay is over,", 2)
			h.waitUntil(hedgeDelay + time.Second)
			h.fail(loser, errors.New("broken"))
			h.mustWait(fmt.Sprintf("The %s call has failed, the %s one runs,", hedgeNames[loser], hedgeNames[winner]), 2)
			h.waitUntil(4 * hedgeDelay)
			h.mustWait("One of two calls has failed, the other one runs,", 2)
			h.answer(winner, "answer")
			h.mustReturn("One call has failed, the other one has answered,")
			h.want("answer")
			h.mustLeaveNobody(2)
		})
	}
}

func TestHedgeReportsBothFailures(t *testing.T) {
	for _, c := range []struct {
		at    time.Duration
		order []int
	}{{time.Second, []int{0, 1}}, {2 * hedgeDelay, []int{0, 1}}, {2 * hedgeDelay, []int{1, 0}}} {
		synctest.Test(t, func(t *testing.T) {
			h := startHedge(t)
			h.waitUntil(c.at)
			broken := []error{errors.New("the first is broken"), errors.New("the second is broken")}
			h.fail(c.order[0], broken[c.order[0]])
			h.mustWait("One call has failed, and the other one runs,", 2)
			h.fail(c.order[1], broken[c.order[1]])
			h.mustReturn("Both calls have failed,")
			h.wantErrors("Both calls have failed", broken...)
			h.mustLeaveNobody(2)
		})
	}
}

func TestHedgeBearsRepliesAtTheSameTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := startHedge(t)
		h.waitUntil(2 * hedgeDelay)
		h.answer(0, "answer")
		h.answer(1, "answer")
		h.mustReturn("Both calls have answered at the same time,")
		h.want("answer")
		h.mustLeaveNobody(2)
	})
	for range 8 { // a reply that is sent while nobody receives must not be lost
		synctest.Test(t, func(t *testing.T) {
			h := startHedge(t)
			h.waitUntil(2 * hedgeDelay)
			broken := []error{errors.New("the first is broken"), errors.New("the second is broken")}
			h.fail(0, broken[0])
			h.fail(1, broken[1])
			h.mustReturn("Both calls have failed at the same time,")
			h.wantErrors("Both calls have failed", broken...)
		})
	}
}

func TestHedgeReturnsWhenItsContextEnds(t *testing.T) {
	for _, obedient := range []bool{false, true} { // calls return when their context ends
		for _, c := range []struct {
			at    time.Duration
			calls int
		}{{time.Second, 1}, {2 * hedgeDelay, 2}} {
			synctest.Test(t, func(t *testing.T) {
				h := newHedge(t)
				h.obedient = obedient
				h.start()
				h.waitUntil(c.at)
				h.mustWait("No call has returned,", c.calls)
				h.cancel()
				h.mustReturn("No call has answered, and ctx was cancelled,")
				h.wantErrors("No call has answered, and ctx was cancelled", context.Canceled)
				if obedient {
					c.calls = 2 // the failure that is a consequence may have been the first to come
				}
				h.mustLeaveNobody(c.calls)
			})
		}
	}
}

func TestHedgeWithAContextThatHasEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHedge(t)
		h.cancel()
		h.call()
		h.mustReturn("ctx was cancelled before Hedge was called,")
		h.wantErrors("ctx was cancelled before Hedge was called", context.Canceled)
		h.mustLeaveNobody(1)
	})
}

const hedgeDelay = 10 * time.Second

var hedgeNames = []string{"first", "second"}

// hedgeKey is the key of a value in the context that Hedge is given.
type hedgeKey struct{}

// A hedgeReturn is what a call or Hedge returned.
type hedgeReturn struct {
	answer string
	err    error
}

func (r hedgeReturn) String() string { return fmt.Sprintf("(%q, %v)", r.answer, r.err) }

// A hedgeCall is a call of Hedge in progress. Each of its calls notes when its
// context ends, and returns when the test says what.
type hedgeCall struct {
	t        *testing.T
	ctx      context.Context
	cancel   context.CancelFunc
	begin    time.Time
	before   int  // goroutines in the bubble before the call
	obedient bool // calls return when their context ends
	begun    atomic.Int32
	foreign  atomic.Bool       // a call's context is not derived from ctx
	replies  chan hedgeReplies // for the calls, in the order in which they begin
	calls    []hedgeReplies
	done     chan hedgeReturn // holds what Hedge returned
}

// hedgeReplies is how the test and one call of call talk.
type hedgeReplies struct {
	ctx   chan context.Context // holds its context
	reply chan hedgeReturn     // what it is to return
	ended chan struct{}        // holds one if its context has ended
	over  chan struct{}        // holds one if it has returned
}

const hedgeMost = 6 // calls that are provided for

func newHedge(t *testing.T) *hedgeCall {
	h := &hedgeCall{t: t, begin: time.Now(), replies: make(chan hedgeReplies, hedgeMost), done: make(chan hedgeReturn, 1)}
	ctx, cancel := context.WithCancelCause(context.WithValue(context.Background(), hedgeKey{}, "value"))
	h.ctx, h.cancel = ctx, func() { cancel(errors.New("the caller has given up")) }
	for range hedgeMost {
		r := hedgeReplies{make(chan context.Context, 1), make(chan hedgeReturn, 1), make(chan struct{}, 1), make(chan struct{}, 1)}
		h.calls = append(h.calls, r)
		h.replies <- r
	}
	h.before = hedgeGoroutines()
	return h
}

// startHedge calls Hedge and returns when nothing can go on before a call returns
// or time passes.
func startHedge(t *testing.T) *hedgeCall {
	t.Helper()
	h := newHedge(t)
	h.start()
	return h
}

func (h *hedgeCall) start() {
	h.t.Helper()
	h.call()
	h.mustWait("Hedge was called, no call has returned,", 1)
}

func (h *hedgeCall) call() {
	go func() {
		answer, err := Hedge(h.ctx, hedgeDelay, h.attempt)
		h.done <- hedgeReturn{answer, err}
	}()
}

// attempt is what Hedge calls.
func (h *hedgeCall) attempt(ctx context.Context) (string, error) {
	h.begun.Add(1)
	if ctx.Value(hedgeKey{}) != "value" {
		h.foreign.Store(true)
	}
	r := <-h.replies
	r.ctx <- ctx
	defer func() { r.over <- struct{}{} }()
	select {
	case told := <-r.reply:
		return told.answer, told.err
	case <-ctx.Done():
		r.ended <- struct{}{}
		if h.obedient {
			return "", ctx.Err()
		}
		told := <-r.reply
		return told.answer, told.err
	}
}

// waitUntil lets the clock go on until that long after the call.
func (h *hedgeCall) waitUntil(since time.Duration) { time.Sleep(time.Until(h.begin.Add(since))) }

// answer lets call i return v.
func (h *hedgeCall) answer(i int, v string) { h.calls[i].reply <- hedgeReturn{answer: v} }

// fail lets call i return err.
func (h *hedgeCall) fail(i int, err error) { h.calls[i].reply <- hedgeReturn{err: err} }

// settled returns when nothing can go on until the clock does.
func (h *hedgeCall) settled(when string) {
	h.t.Helper()
	settle.Calm(h.t, strings.TrimSuffix(when, ","))
	if h.foreign.Load() {
		settle.GiveUp(h.t, "A call was given a context without the value that the one of Hedge's caller has.\n"+
			"A correct Hedge derives it from ctx: with a deadline, a trace, or a user's name in it.")
	}
}

// mustWait fails the test unless Hedge waits, and has made so many calls.
func (h *hedgeCall) mustWait(when string, calls int) {
	h.t.Helper()
	h.settled(when)
	if len(h.done) > 0 {
		settle.GiveUp(h.t, fmt.Sprintf("%s and Hedge returned %s.\n"+
			"A correct Hedge waits while a call runs that may yet answer, however long: a failure is no answer, and\n"+
			"only the caller's ctx may have a deadline.", when, <-h.done))
	}
	if begun := int(h.begun.Load()); begun > calls {
		settle.GiveUp(h.t, fmt.Sprintf("%s and call was called %d times, want %d.\n"+
			"A correct Hedge makes the second call when the first is slower than the delay, or has failed, and no\n"+
			"third: one that always makes two doubles the load of those whom it calls.", when, begun, calls))
	} else if begun < calls {
		settle.GiveUp(h.t, fmt.Sprintf("%s and call was called %d times, want %d.\n"+
			"A correct Hedge makes the first call at once, and the second when the delay is over, or at once when\n"+
			"the first has failed: until then nobody is at work who could answer.", when, begun, calls))
	}
	for i, r := range h.calls {
		if len(r.ended) > 0 {
			settle.GiveUp(h.t, fmt.Sprintf("%s and the context of the %s call has ended.\n"+
				"A correct Hedge ends it when it returns. Before, the call may yet answer: slow is not lost. To cancel\n"+
				"the first when the second begins, or any after a time of its own, is no hedge but a retry.", when, hedgeNames[min(i, 1)]))
		}
	}
}

// mustReturn fails the test unless Hedge has returned.
func (h *hedgeCall) mustReturn(when string) {
	h.t.Helper()
	h.settled(when)
	if len(h.done) == 0 {
		time.Sleep(time.Second)
		if settle.Settles(); len(h.done) > 0 {
			settle.GiveUp(h.t, when+" and Hedge has returned only some time later.\n"+
				"A correct Hedge returns at once: it waits in a select for all that can happen, and does not sleep\n"+
				"between two looks.")
		}
		kind := "deadlock: " // unless a call is in progress
		for _, r := range h.calls[:h.begun.Load()] {
			if len(r.over) == 0 {
				kind = ""
			}
		}
		settle.GiveUp(h.t, kind+when+" and Hedge has not returned.\n"+
			"A correct Hedge returns as soon as there is an answer, or both calls have failed, or ctx has ended.\n"+
			"It waits for no loser: that is the slow one, from which it was to save its caller.")
	}
}

// want fails the test unless Hedge returned the answer v.
func (h *hedgeCall) want(v string) {
	h.t.Helper()
	if r := <-h.done; r.err != nil || r.answer != v {
		settle.GiveUp(h.t, fmt.Sprintf("A call answered %q, and Hedge returned %s.\n"+
			"A correct Hedge returns the answer, and a nil error with it, whatever the other call did.", v, r))
	}
}

// wantErrors fails the test unless Hedge returned an error that wraps these.
func (h *hedgeCall) wantErrors(when string, wanted ...error) {
	h.t.Helper()
	r := <-h.done
	for _, want := range wanted {
		if !errors.Is(r.err, want) {
			settle.GiveUp(h.t, fmt.Sprintf("%s, and Hedge returned %s, want an error that wraps %q.\n"+
				"A correct Hedge returns ctx.Err() if ctx has ended, not its cause alone, and otherwise the errors of\n"+
				"both calls (see errors.Join): whoever reads it needs to know why neither gave an answer.", when, r, want))
		}
	}
}

// mustLeaveNobody checks, after Hedge has returned, that the calls in progress were
// told, that no other begins, of so many that may, and that nobody is left when the
// last of them has returned.
func (h *hedgeCall) mustLeaveNobody(calls int) {
	h.t.Helper()
	h.settled("Hedge has returned")
	for i := range h.begun.Load() {
		if r := h.calls[i]; len(r.over) == 0 && len(r.ended) == 0 {
			settle.GiveUp(h.t, fmt.Sprintf("leak: Hedge has returned, the %s call runs, and its context has not ended.\n"+
				"A correct Hedge ends it on every way out: the loser does work that nobody wants, and if it waits for\n"+
				"nothing but the end of its context it stays for ever.", hedgeNames[min(i, 1)]))
		}
	}
	for i := range h.begun.Load() {
		if ctx := <-h.calls[i].ctx; ctx.Err() == nil {
			settle.GiveUp(h.t, fmt.Sprintf("leak: Hedge has returned, the %s call too, and its context has not ended.\n"+
				"A correct Hedge ends it on every way out, also when both calls have failed: what a call has begun\n"+
				"with it goes on, and a parent keeps the context until it ends itself. Defer the cancel.", hedgeNames[min(i, 1)]))
		}
	}
	if begun := int(h.begun.Load()); begun > calls {
		settle.GiveUp(h.t, fmt.Sprintf("Hedge has returned, and call was called %d times, want at most %d.\n"+
			"A correct Hedge makes the second call when the delay is over or the first has failed, and not before,\n"+
			"nor when ctx has ended: a hedge that always makes two doubles the load of those whom it calls.", begun, calls))
	}
	for _, r := range h.calls {
		select {
		case r.reply <- hedgeReturn{err: errors.New("too late")}:
		default: // was told what to return
		}
	}
	h.settled("Hedge has returned")
	left := hedgeGoroutines() - h.before
	time.Sleep(3 * hedgeDelay)
	h.settled("Hedge has returned, and the delay is over")
	if begun := int(h.begun.Load()); begun > calls {
		settle.GiveUp(h.t, fmt.Sprintf("Hedge has returned, three times the delay is over, and call was called %d times, want at most %d.\n"+
			"A correct Hedge makes no second call when it has returned, or ctx has ended: a timer that was to begin\n"+
			"it must be stopped.", begun, calls))
	}
	if left > 0 && hedgeGoroutines() == h.before { // those who stay are reported at the end, with the place
		settle.GiveUp(h.t, fmt.Sprintf("leak: Hedge and all calls have returned, and goroutines were still there until the delay was over: %d.\n"+
			"A correct Hedge leaves none behind: one that sleeps until the delay is over stays, after every quick\n"+
			"answer, as long as a slow one would have been waited for.", left))
	}
}

// hedgeGoroutines counts the goroutines in bubbles: the caller, those that testing
// needs, and all that a test started.
func hedgeGoroutines() int {
	stacks := make([]byte, 1<<18)
	stacks = stacks[:runtime.Stack(stacks, true)]
	count := 0
	for stack := range strings.SplitSeq(string(stacks), "\n\n") {
		if header, _, _ := strings.Cut(stack, "\n"); strings.Contains(header, "synctest bubble") {
			count++
		}
	}
	return count
}
