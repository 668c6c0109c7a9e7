package exercises

import (
	"context"
	"time"
)

// Hedge calls call, and once more if the first call is slow or fails, and returns
// the first answer. A call that returns an error has not answered.
//
//   - The first call begins at once. The second begins when delay has passed since
//     then, or at once when the first fails before that. There is no third, and no
//     second when Hedge has returned or ctx has ended.
//   - Hedge returns as soon as there is an answer, with a nil error. A failure is
//     no reason to return while the other call runs.
//   - When both calls have failed it returns at once, with an error that wraps
//     those of both.
//   - When ctx ends, it returns at once, with ctx.Err() or an error that wraps it.
//   - The context that a call is given is derived from ctx. It ends when Hedge
//     returns, whatever that returns, and while the call runs not before, unless
//     ctx ends. So the loser learns that nobody needs it. Hedge waits for no call:
//     one that does not look at its context goes on, and its goroutine ends when
//     it returns.
//   - No other goroutine is left behind. While there is nothing to do, Hedge blocks.
//
// call may be called by two goroutines at the same time, does not panic, and
// delay is positive.
func Hedge[T any](ctx context.Context, delay time.Duration, call func(context.Context) (T, error)) (T, error) {
	panic("not implemented")
}
