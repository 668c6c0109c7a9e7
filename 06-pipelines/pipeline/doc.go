// Package pipeline passes items through stages that work at the same time: while
// one item is stored, the next is parsed and the one after it read. One failure
// stops all stages, names its own, and is what the caller gets; and when the
// caller goes on, no goroutine is left.
//
//	lines := pipeline.FromSeq("read", scan)
//	records := pipeline.MapOrdered(lines, "parse", 4, parse)
//	batches := pipeline.Batch(records, 100, time.Second)
//	err := batches.ForEach(ctx, "store", store)
//
// A [Stream] is a description of a source and the stages after it. Nothing runs
// until [Stream.ForEach], [Stream.Collect] or [Stream.All] consumes it. (Stages
// that change the type of the items are functions, since a method can't have
// type parameters of its own.)
//
// # Which one to use
//
// Use a loop when the functions are short. A stage costs an item about 30 ns
// (BenchmarkStages), where a loop pays 1 ns for the call, and starting a stream
// costs a few microseconds (BenchmarkStart). A function that takes little longer
// than that gains nothing from running at the same time as the others.
//
// Use iterators ([iter.Seq]) when steps should be separate to read and test, but
// need not overlap. They have no goroutines, so there is nothing to cancel and
// nothing to leak. Steps that need not overlap make one stage, too: FromSeq takes
// an iterator, and the function of one Map may call others.
//
// Use golang.org/x/sync/errgroup with SetLimit, or 01-goroutines/group, when
// there is one step and its calls do not depend on each other.
//
// Use channels by hand when the stages are joined in ways that a line of stages
// is not: when they branch, or feed themselves. FromChan and Generate bring such
// a part into a stream, and the function of ForEach can send to channels.
//
// Use pipeline when there are several steps, at least one of which waits (for a
// disk, a network, a database) or computes for microseconds.
//
// # What it promises
//
// Concurrency: every stage works at the same time as all others, in a goroutine
// of its own, or in as many as it has workers. Two stages are never merged into
// one, however short they are: what they do at the same time may be the reason
// that there are two. The function of ForEach and the body of a loop over All
// run in the caller's goroutine.
//
// Order: items keep their order everywhere but in MapUnordered, which hands them
// on as they are ready, and in a Generate whose function lets several goroutines
// emit.
//
// Delivery: each stage gets each item once. Nothing is lost unless the stream is
// stopped.
//
// Backpressure: between two stages there is room for 64 items ([Stream.Room]). A
// stage that finds no room waits, and so the slowest stage sets the pace of the
// source. All memory is bounded by that room, also where MapOrdered waits for a
// slow item.
//
// Latency: an item can be taken as soon as it is made. Stages take out several
// items at a time where several are there, which is what makes a stage cheap,
// but no item waits for others to come. Batch waits, because that is its work.
//
// Failure: the first error of a stage's function, or panic in it, stops the
// stream and is returned as a [*StageError] with the stage's name. What the
// others return because they were cancelled does not hide it. If the caller's
// context ends first, its cause is returned as it is. Once the stream is
// stopped, a moment after that, no stage begins another item; what is on its way
// is dropped, and so are results that came before the failing item but have not
// arrived.
//
// Panics: they are caught, because in a stage's goroutine nobody could but the
// end of the program, and returned with their stack as a [*PanicError]. Treat it
// as a bug, not as an error to go on from: what the function had locked it may
// have left locked. A panic in the body of a loop over All is the caller's own
// and goes on to the caller, when the goroutines have ended.
//
// The end: ForEach, Collect and a loop over All return when every goroutine has
// ended. They wait for the functions that run: one that neither returns nor
// watches its context keeps them from returning. So does an iterator given to
// FromSeq, which has no context, while it yields nothing.
//
// # How
//
// What joins two stages is not a channel but a queue with the same rules: bounded,
// closed by those who fill it, blocking at both ends. A channel hands over one
// item at a time, and, where a context may end the wait, through a select. That
// costs about ten times as much. Batches of a fixed size sent over a channel are
// cheaper still, but an item then waits until its batch is full, or for a timer.
// This queue is locked for each item that goes in and once for all that are
// taken out: up to half of the room, so that the other half can be filled
// meanwhile. A stop wakes everybody who waits, which is what the select would be
// for.
//
// # What others do
//
// rill (github.com/destel/rill v0.7.0) passes channels of values that are each an
// item or an error. It has no context of its own and recovers no panic. After an
// error its ForEach returns while the stages work off the rest in the background,
// because the channels must be drained; an endless source then never ends.
//
// conc's stream (github.com/sourcegraph/conc v0.3.0) is one parallel ordered
// stage, without errors and context. After a panic it does all the rest before
// Wait raises it.
//
// All this is tested in 13-profiling/peers, beside the measurements.
package pipeline
