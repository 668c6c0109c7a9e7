package exercises

import "context"

// FailFast is a pipeline of three stages that work at the same time: source emits
// values, work makes a result of each, and sink takes the results. The first
// error ends them all.
//
//   - source calls emit with one value after another. emit waits until there is a
//     place for the value and returns true, or returns false when the pipeline has
//     ended. source returns nil when it has no more.
//   - Calls of work don't overlap, nor do those of sink, and the values come to both
//     in the order in which source emitted them. While sink takes a result, work makes
//     the next, and source goes on. At most one value waits between two stages.
//   - Where nothing fails, FailFast returns nil when sink has taken the last result.
//   - When source, work or sink returns an error, the pipeline ends: the context that
//     the three were given ends, and emit returns false. Before every stage has
//     noticed, emit may return true a few more times; values that are on their way
//     are dropped or still delivered, as you like. What work returned beside an error
//     is no result: sink does not get it.
//   - FailFast returns when source has returned and no call of work or sink is in
//     progress: no goroutine is left behind. It returns the first error, which it may
//     wrap, and none of those that follow from it, such as context.Canceled.
//   - When ctx ends while source is at work and nothing has failed, the pipeline ends
//     too, and FailFast returns ctx.Err() or context.Cause(ctx), also if source then
//     returns nil. (When it ends later, FailFast may do the same, or still deliver
//     everything.) An error that came before the end of ctx stays the first.
//   - The context of the three ends when FailFast returns, whatever it returns. Whoever
//     waits blocks, and uses no processor.
//
// source calls emit from its own goroutine, and not after it has returned. None
// of the three panics.
func FailFast[V, R any](
	ctx context.Context,
	source func(ctx context.Context, emit func(V) bool) error,
	work func(ctx context.Context, v V) (R, error),
	sink func(ctx context.Context, r R) error,
) error {
	panic("not implemented")
}
