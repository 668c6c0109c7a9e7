package exercises

import "context"

// Stage is one stage of a pipeline: it returns a channel that delivers f(v) for
// every value v from in, in the same order.
//
//   - Stage returns at once. It works when there is something to do, and blocks
//     when there is not. f is called once for each value, and calls don't overlap.
//   - The channel has no buffer and Stage does not run ahead: it receives the next
//     value from in when the result of the one before has been received.
//   - When in is closed, the channel is closed, after the last result.
//   - When ctx ends, the stage ends, whether or not anybody sends to in or
//     receives from the channel: a result that waits is dropped, nothing more is
//     received from in, and the channel is closed. If f is at work, that comes when
//     f has returned. (What becomes ready together with the end of ctx may still get
//     through.) Without an end, the stage waits as long as it takes.
//   - No goroutine is left behind when the stage has ended, in either way; also
//     if in is never closed.
//
// f doesn't panic.
func Stage[In, Out any](ctx context.Context, in <-chan In, f func(In) Out) <-chan Out {
	panic("not implemented")
}
