package fan

import (
	"context"
	"iter"

	"example.com/mastery/01-goroutines/group"
)

// Ordered calls f on the items of seq, n calls at a time, and yields the
// results in the order of the items. Calls begin in that order too.
//
// The error of a pair is nil, but for the last pair: on the first error in time
// the context of the other calls is cancelled, the results before the first one
// that is missing are yielded, and then that error. If ctx ends, the next pair is
// the last: ctx's cause, or the error if that was first. So a loop that returns
// at an error needs no other check. A context that had ended before is an error
// too, whatever seq would give.
//
// Memory is bounded: at most 128 items, or 4n rounded up to a power of two if
// that is more, are under way, from the moment when seq gives them to that when
// the loop asks for what comes after their result. When a call takes long, the
// results behind it wait in that room; once it is full no further item is begun.
//
// The loop blocks while the next result is not ready. When it is left, by the
// end of seq, an error, break, return or panic, the context of the calls is
// cancelled, and the loop waits for them and for seq; their errors are dropped
// if it was left by a break, their panics are not. seq runs in a goroutine of
// its own. If it can block for long, let it end with a context that the caller
// cancels before the break.
//
// Each range over the sequence begins anew.
func Ordered[T, R any](ctx context.Context, n int, seq iter.Seq[T], f func(context.Context, T) (R, error)) iter.Seq2[R, error] {
	checkWorkers("Ordered", n)
	return func(yield func(R, error) bool) { run(ctx, n, true, seq, f, yield) }
}

// Unordered is [Ordered], but yields the results in the order in which the
// calls return: one that takes long holds nothing back. All results of calls
// that returned before the first error are yielded.
func Unordered[T, R any](ctx context.Context, n int, seq iter.Seq[T], f func(context.Context, T) (R, error)) iter.Seq2[R, error] {
	checkWorkers("Unordered", n)
	return func(yield func(R, error) bool) { run(ctx, n, false, seq, f, yield) }
}

// run is one range over a stream.
func run[T, R any](ctx context.Context, n int, ordered bool, seq iter.Seq[T], f func(context.Context, T) (R, error), yield func(R, error) bool) {
	if ctx.Err() != nil {
		var none R
		yield(none, context.Cause(ctx))
		return
	}
	stoppable, stop := context.WithCancel(ctx)
	g, inner := group.WithContext(stoppable)
	w := newWindow[T, R](n, ordered)
	g.Go(func() error { // feeder: ends when seq has ended or inner has
		start := func() { g.Go(func() error { return work(inner, w, f) }) }
		for item := range seq {
			if !w.put(inner, item, start) {
				return context.Cause(inner)
			}
		}
		w.close()
		return nil
	})

	defer func() {
		stop()
		_ = g.WaitRecover() // if the loop's body panics, that goes on, and not what a call did
	}()
	how := w.hand(ctx, inner, yield)
	if how == left {
		stop()
	}
	first := inner
	if inner.Err() == nil {
		first = ctx // which may end a moment before inner
	}
	_ = g.Wait() // what it returns is inner's cause
	if how != interrupted {
		return
	}
	if w.hand(ctx, inner, yield) == left { // nobody works any more: what there is
		return
	}
	var none R
	yield(none, context.Cause(first))
}

// work is a worker: it ends when the input has, or an item has failed.
func work[T, R any](ctx context.Context, w *window[T, R], f func(context.Context, T) (R, error)) error {
	at, item, ok := w.next(ctx)
	for ok {
		if ctx.Err() != nil {
			break
		}
		result, err := f(ctx, item)
		if err != nil {
			return err
		}
		at, item, ok = w.swap(ctx, at, result)
	}
	return context.Cause(ctx)
}
