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

func TestDeadlineReturnsTheFirstAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := startDeadline(t, 10*time.Second, 3)
		f.at(4 * time.Second)
		f.answer(1, "answer")
		f.mustReturn("A source has answered after 4 s, the others are still at work,")
		f.want("answer")
		f.mustLeaveNobody()
	})
}

func TestDeadlineTakesTheZeroValueForAnAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := startDeadline(t, 10*time.Second, 3)
		f.answer(1, "")
		f.mustReturn("A source has answered with the empty string and no error, the others are still at work,")
		f.want("")
		f.mustLeaveNobody()
	})
}

// An answer may come while Deadline is still starting others: then nobody
// receives yet.
func TestDeadlineKeepsAnAnswerThatComesAtOnce(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	for range 20 {
		synctest.Test(t, func(t *testing.T) {
			sources := []func(context.Context) (int, error){func(context.Context) (int, error) { return 7, nil }}
			for range 200 {
				sources = append(sources, func(ctx context.Context) (int, error) {
					<-ctx.Done()
					return 0, ctx.Err()
				})
			}
			start := time.Now()
			if answer, err := Deadline(10*time.Second, sources); answer != 7 || err != nil || time.Since(start) > 0 {
				t.Errorf("One source answered 7 at once, the others are at work, and Deadline returned (%d, %v) after %v.\n"+
					"A correct Deadline keeps an answer that comes before it begins to receive: a send with a\n"+
					"default finds nobody then, and the answer is gone.", answer, err, time.Since(start))
			}
		})
		if t.Failed() {
			return
		}
	}
}

func TestDeadlineGivesUpInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := startDeadline(t, 10*time.Second, 3)
		f.at(10*time.Second - 1)
		f.mustWait("Nobody has answered, there is one nanosecond left,")
		f.at(10 * time.Second)
		f.mustReturn("The 10 s are over, no source has answered or returned,")
		f.wantTimeout("10 s have passed without an answer")
		f.mustLeaveNobody()
	})
}

func TestDeadlineIsNotMovedByFailures(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := startDeadline(t, 10*time.Second, 3)
		f.at(6 * time.Second)
		f.fail(0, errors.New("broken after 6 s"))
		f.mustWait("One of 3 sources has failed,")
		f.at(9 * time.Second)
		f.fail(2, errors.New("broken after 9 s"))
		f.mustWait("Two of 3 sources have failed,")
		f.at(10 * time.Second)
		f.mustReturn("Sources failed after 6 s and 9 s, the third has not answered, and the 10 s are over,")
		f.wantTimeout("two sources failed, the third did not answer in 10 s")
		f.mustLeaveNobody()
	})
}

func TestDeadlineTakesAnAnswerAfterFailures(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := startDeadline(t, 10*time.Second, 3)
		f.at(3 * time.Second)
		f.fail(0, errors.New("broken"))
		f.mustWait("One of 3 sources has failed,")
		f.at(9 * time.Second)
		f.answer(2, "late, but in time")
		f.mustReturn("One source failed, another has answered after 9 s,")
		f.want("late, but in time")
		f.mustLeaveNobody()
	})
}

func TestDeadlineReportsAllFailures(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := startDeadline(t, 10*time.Second, 3)
		broken := []error{errors.New("broken 0"), errors.New("broken 1"), errors.New("broken 2")}
		for i, err := range broken {
			f.fail(i, err)
		}
		f.mustReturn("All sources have failed, nothing is left to wait for,")
		r := <-f.done
		for _, err := range broken {
			if !errors.Is(r.err, err) {
				t.Fatalf("All sources failed, one of them with %q, and Deadline returned %s.\n"+
					"A correct Deadline returns an error that wraps every one of theirs (see errors.Join):\n"+
					"whoever reads it needs to know why each source gave no answer.", err, r)
			}
		}
		if errors.Is(r.err, context.DeadlineExceeded) {
			t.Fatalf("All sources failed at once, there was time left, and Deadline returned %s,\n"+
				"which says that the time was over. A correct Deadline says so only when it was: its caller would try\n"+
				"again with more time, and fail again.", r)
		}
		f.mustLeaveNobody()
	})
}

func TestDeadlineBearsAnswersAtTheSameTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := startDeadline(t, 10*time.Second, 8)
		for i := range f.replies {
			f.answer(i, "answer")
		}
		f.mustReturn("All 8 sources have answered at the same time,")
		f.want("answer")
		f.mustLeaveNobody()
	})
}

func TestDeadlineWithOneSource(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := startDeadline(t, time.Second, 1)
		f.answer(0, "answer")
		f.mustReturn("The only source has answered,")
		f.want("answer")
		f.mustLeaveNobody()
	})
}

// A deadlineReturn is what a source or Deadline returned.
type deadlineReturn struct {
	answer string
	err    error
}

func (r deadlineReturn) String() string { return fmt.Sprintf("(%q, %v)", r.answer, r.err) }

// A deadlineCall is a call of Deadline in progress. Each of its sources returns
// when the test says what. The even ones look at their context, the odd ones
// don't.
type deadlineCall struct {
	t       *testing.T
	d       time.Duration
	start   time.Time
	before  int // goroutines in the bubble before the call
	begun   atomic.Int32
	ended   atomic.Int32          // contexts of even sources that ended while these were at work
	asked   atomic.Int32          // even sources whose context ended or that returned
	replies []chan deadlineReturn // one per source: holds what it is to return
	done    chan deadlineReturn   // holds what Deadline returned
}

// startDeadline calls Deadline with n sources and returns when nothing can go on
// before a source returns or time passes.
func startDeadline(t *testing.T, d time.Duration, n int) *deadlineCall {
	f := &deadlineCall{t: t, d: d, start: time.Now(), before: bubbled(), done: make(chan deadlineReturn, 1)}
	sources := make([]func(context.Context) (string, error), n)
	for i := range sources {
		reply := make(chan deadlineReturn, 1)
		f.replies = append(f.replies, reply)
		sources[i] = func(ctx context.Context) (string, error) {
			f.begun.Add(1)
			listen := ctx.Done()
			if i%2 == 1 {
				listen = nil
			} else {
				defer f.asked.Add(1)
			}
			select {
			case r := <-reply:
				return r.answer, r.err
			case <-listen:
				f.ended.Add(1)
				return "", ctx.Err()
			}
		}
	}
	go func() {
		answer, err := Deadline(d, sources)
		f.done <- deadlineReturn{answer, err}
	}()
	f.mustWait("No source has returned,")
	if begun := int(f.begun.Load()); begun != n {
		f.fatalf("Of %d sources Deadline asked only %d, and it asks no other before one of these returns.\n"+
			"A correct Deadline asks all at the same time: one that is slow, or never answers, must not\n"+
			"use up the time of the others.", n, begun)
	}
	return f
}

// at lets the clock go on until that long after the call.
func (f *deadlineCall) at(since time.Duration) { time.Sleep(time.Until(f.start.Add(since))) }

// answer lets source i return v.
func (f *deadlineCall) answer(i int, v string) { f.replies[i] <- deadlineReturn{answer: v} }

// fail lets source i return err.
func (f *deadlineCall) fail(i int, err error) { f.replies[i] <- deadlineReturn{err: err} }

// settled returns when nothing can go on until the clock does.
func (f *deadlineCall) settled(when string) {
	f.t.Helper()
	if !settle.Settles() {
		settle.GiveUp(f.t, when+" and a goroutine goes round and round to see whether that has changed.\n"+
			"A correct Deadline waits in a select for a reply and for a timer: a loop that looks at the\n"+
			"clock burns a core while it waits.")
	}
}

// mustReturn fails the test unless Deadline returns now.
func (f *deadlineCall) mustReturn(when string) {
	f.t.Helper()
	f.settled(when)
	if len(f.done) == 0 {
		f.fatalf("%s and Deadline has not returned.\n"+
			"A correct Deadline returns as soon as it has an answer, or every source has failed, or d has\n"+
			"passed since the call, and waits for nobody: its caller counts on getting its goroutine back.", when)
	}
}

// mustWait fails the test if Deadline returned or ended the context.
func (f *deadlineCall) mustWait(when string) {
	f.t.Helper()
	f.settled(when)
	if len(f.done) > 0 {
		f.fatalf("%s and Deadline returned %s.\n"+
			"A correct Deadline goes on waiting while there is time and a source that may yet answer.", when, <-f.done)
	}
	if f.ended.Load() > 0 {
		f.fatalf("%s others are at work, and their context has ended.\n"+
			"A correct Deadline ends it when it returns: before, it calls off sources that may yet answer.", when)
	}
}

// want fails the test unless Deadline returned the answer v.
func (f *deadlineCall) want(v string) {
	f.t.Helper()
	if r := <-f.done; r.err != nil || r.answer != v {
		f.fatalf("A source answered %q in time, and Deadline returned %s.\n"+
			"A correct Deadline returns the answer, and a nil error with it.", v, r)
	}
}

// wantTimeout fails the test unless Deadline returned the timeout's error.
func (f *deadlineCall) wantTimeout(what string) {
	f.t.Helper()
	if r := <-f.done; !errors.Is(r.err, context.DeadlineExceeded) {
		f.fatalf("In Deadline's time, %s, and it returned %s.\n"+
			"A correct Deadline then returns context.DeadlineExceeded: its caller may want to try again\n"+
			"with more time, which makes no sense after other errors.", what, r)
	}
}

// mustLeaveNobody checks, after Deadline has returned, that the sources were told, and
// that nobody is left when the last of them has returned.
func (f *deadlineCall) mustLeaveNobody() {
	f.t.Helper()
	settle.Wait()
	if even := (len(f.replies) + 1) / 2; int(f.asked.Load()) < even {
		f.fatalf("leak: Deadline has returned, and a source that waits for the end of its context is still at work.\n" +
			"A correct Deadline ends the context on every way out, after an answer too: the sources that\n" +
			"lost do work that nobody wants, and one that only waits for its context stays for ever.")
	}
	f.release()
	settle.Wait()
	if left := bubbled() - f.before; left > 0 {
		time.Sleep(2 * f.d) // those who are blocked for ever are reported at the end, with the place
		settle.Wait()
		if bubbled() == f.before {
			f.t.Fatalf("leak: Deadline and all sources have returned, and goroutines were still there until d was over: %d.\n"+
				"A correct Deadline leaves no more than a timer behind: a goroutine that sleeps until the time is\n"+
				"over stays, after every quick answer, as long as the slowest would have been waited for.", left)
		}
	}
}

// fatalf lets the sources return and fails the test.
func (f *deadlineCall) fatalf(format string, args ...any) {
	f.t.Helper()
	f.release()
	f.t.Fatalf(format, args...)
}

// release lets the sources that are still at work return.
func (f *deadlineCall) release() {
	for _, reply := range f.replies {
		select {
		case reply <- deadlineReturn{err: errors.New("too late")}:
		default: // was told what to return
		}
	}
}

// bubbled counts the goroutines in bubbles: the caller, those that testing needs,
// and all that a test started.
func bubbled() int {
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
