package fan

import (
	"context"
	"errors"
	"fmt"
	"time"

	"example.com/mastery/01-goroutines/group"
)

// Hedge returns the result of the first call that returns without an error.
//
// It begins the first of the calls at once. It begins the next one when delay
// has gone by since it began the last, and at once when a call fails. So there
// is one call if that is quick, and a second one if it is slow or fails.
//
// Two calls must do no more harm than one. The same function may be given
// twice, or one for each of several servers. With a delay of zero or less all
// begin at about the same time. The 95th percentile of what a call takes, as
// the delay, begins a second call one time in twenty.
//
// When there is a result, the context of all calls is cancelled, the winner's
// too: what needs it, such as an HTTP response that is not yet read, must be
// done within the call. Then Hedge waits for the losers. A call that does not
// return soon when its context ends takes away what hedging gains; in exchange
// nothing of it runs on.
//
// If all calls fail, Hedge returns their errors, joined. If ctx ends before
// there is a result, it returns ctx's cause. It panics without a call.
func Hedge[R any](ctx context.Context, delay time.Duration, calls ...func(context.Context) (R, error)) (R, error) {
	if len(calls) == 0 {
		panic("fan: Hedge without calls")
	}
	r := newRace(ctx, calls)
	timer := time.NewTimer(delay)
	defer timer.Stop()
	r.next()
	for open := true; open && len(r.results) == 0 && len(r.errs) < len(calls); {
		select {
		case a := <-r.answers:
			r.note(a)
			if a.err != nil && r.next() {
				timer.Reset(delay)
			}
		case <-timer.C:
			if r.next() {
				timer.Reset(delay)
			}
		case <-r.ctx.Done():
			open = false
		}
	}
	if err := r.finish(); len(r.results) == 0 {
		var none R
		return none, err
	}
	return r.results[0], nil
}

// Quorum begins all calls at once and returns the first k results, in the order
// in which they came.
//
// When they are there, the context of all calls is cancelled, the winners' too,
// and Quorum waits for the rest; so what [Hedge] says about calls holds here.
// As soon as so many calls have failed that k can't be reached, it cancels the
// rest as well, and returns the results that there are with an error that wraps
// those of the calls. If ctx ends first, the error is ctx's cause.
//
// It panics if k is less than 1 or more than there are calls.
func Quorum[R any](ctx context.Context, k int, calls ...func(context.Context) (R, error)) ([]R, error) {
	if k < 1 || k > len(calls) {
		panic(fmt.Sprintf("fan: Quorum of %d among %d calls", k, len(calls)))
	}
	r := newRace(ctx, calls)
	for r.next() {
	}
	for open := true; open && len(r.results) < k && len(r.errs) <= len(calls)-k; {
		select {
		case a := <-r.answers:
			r.note(a)
		case <-r.ctx.Done():
			open = false
		}
	}
	if err := r.finish(); len(r.results) < k {
		return r.results, err
	}
	return r.results[:k], nil
}

// A race is what Hedge and Quorum do with their calls.
type race[R any] struct {
	caller  context.Context
	ctx     context.Context // the calls'; it ends with the caller's, and when a call panics
	stop    context.CancelFunc
	group   *group.ErrGroup
	calls   []func(context.Context) (R, error) // not begun
	answers chan answer[R]                     // has room for all, so no call waits to be heard
	results []R
	errs    []error
}

type answer[R any] struct {
	result R
	err    error
}

func newRace[R any](ctx context.Context, calls []func(context.Context) (R, error)) *race[R] {
	r := &race[R]{caller: ctx, calls: calls, answers: make(chan answer[R], len(calls))}
	ctx, r.stop = context.WithCancel(ctx)
	r.group, r.ctx = group.WithContext(ctx)
	return r
}

// next begins the next call and reports whether there was one, and time for it.
func (r *race[R]) next() bool {
	if len(r.calls) == 0 || r.ctx.Err() != nil {
		return false
	}
	call := r.calls[0]
	r.calls = r.calls[1:]
	r.group.Go(func() error {
		result, err := call(r.ctx)
		r.answers <- answer[R]{result, err}
		return nil
	})
	return true
}

func (r *race[R]) note(a answer[R]) {
	if a.err != nil {
		r.errs = append(r.errs, a.err)
	} else {
		r.results = append(r.results, a.result)
	}
}

// finish cancels the calls that are running, waits for them and notes what they
// still had to say. It returns the error for a caller who has not got enough.
func (r *race[R]) finish() error {
	errs := r.errs // without those of calls that are cancelled now
	r.stop()
	_ = r.group.Wait() // raises a panic
	for len(r.answers) > 0 {
		r.note(<-r.answers)
	}
	if r.caller.Err() != nil {
		return context.Cause(r.caller)
	}
	return errors.Join(errs...)
}
