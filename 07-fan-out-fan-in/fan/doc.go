// Package fan spreads work over goroutines and brings the results together
// again: over the items of a slice or of an iterator, by key, over the same
// call twice, over several servers.
//
// # Which one to use
//
//   - [Map] and [ForEach]: the items are in a slice.
//   - [Collect]: the same, and every result is wanted, whatever fails.
//   - [Ordered] and [Unordered]: the items come one by one, or are many.
//   - [ByKey]: items of the same key must not overtake each other.
//   - [Merge]: the values come from several channels.
//   - [Hedge]: one call, which is now and then slow.
//   - [Quorum]: k answers of n suffice.
//
// Use golang.org/x/sync/errgroup with SetLimit when the tasks are not alike, or
// when a panic should end the program. Use a plain loop
// when all calls together take a few microseconds: Map takes one or two before
// it does anything, and about 10 ns more an item. On an iterator an item costs
// 50 to 100 ns (BenchmarkItem, 2 CPUs).
//
// # What holds for all
//
// Nothing runs on. Each function, and each loop over what one returns, waits
// for the calls it began, on every path: the end, an error, a panic, the end
// of the context, a break out of the loop. So a call that never returns keeps
// its caller for ever; calls that can take long must look at the context that
// they are given.
//
// The first failure ends the rest, but for Collect, Hedge and Quorum, to whom a
// failure is an answer. It cancels the context of the other calls, and it is
// what the caller gets: the cause, and not the context.Canceled that the others
// return because of it. If the caller's context ends first, the error is its
// [context.Cause]. A call that was not begun by then is not begun.
//
// A panic in a call is a failure too. When all calls have ended it is raised
// again in the goroutine of the caller, as a [*group.PanicError] with the
// call's own stack, as [group.ErrGroup.Wait] does; a [runtime.Goexit], such as
// t.FailNow, goes on in the caller as well. Collect returns it as the error of
// its item.
//
// In the terms of the Go memory model, what a caller did before it called a
// function of this package happens before the calls that this one makes, and
// the return of a call happens before the caller gets its result. The calls
// run at the same time: what they share needs a lock.
//
// The package panics if it is told to use less than one worker.
//
// # What others do
//
// errgroup.Group (golang.org/x/sync v0.24.0) has no results, and a goroutine for
// each item. It recovers no panic. It begins tasks after the first error as
// well: they must look at the context.
//
// conc's iter (github.com/sourcegraph/conc v0.3.0) has no context. An error
// stops nothing; MapErr returns all of them, joined. A panic ends the worker in
// which it happens, and is raised when the others have done the rest.
//
// rill (github.com/destel/rill v0.7.0) has streams of channels. It has no
// context. When a loop over its results is left, or ToSlice returns an error,
// it goes on in the background and calls the function for all that the source
// still gives. ForEach stops at the first error, but returns before the calls
// that are running do. A panic ends the program.
//
// All this is tested in 13-profiling/peers, beside the measurements.
package fan
