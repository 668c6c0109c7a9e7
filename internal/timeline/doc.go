// Package timeline draws what a program really did. It turns an execution trace
// (runtime/trace, go test -trace) into a [Model], and a model into a picture
// for the notes ([SVG]) and into one interactive page ([HTML]).
//
// # What a trace knows
//
// The tracer writes down every change of a goroutine's state, with the stack
// of whoever caused it: who was created and by whom, who blocked and why, who
// was woken and by whom, and on which processor it ran. It does not know
// values; examples log those with the helpers of package lesson.
//
// # What survives the death of a program
//
// A trace is written in generations: the first ends after a second, or after
// TracePeriod in a program that this package starts. A generation can be read
// only when it is complete, since its stacks and strings come last.
//
//   - A panic that nobody recovers, so also the two that testing/synctest ends a
//     bubble with: the runtime completes the generation before it prints the
//     panic (src/runtime/panic.go, gopanic). Nothing is lost.
//   - go test's timeout: package testing stops the trace before it panics
//     (src/testing/testing.go, startAlarm). Nothing is lost.
//   - os.Exit, a fatal error of the runtime (concurrent map writes, stack
//     overflow) and a kill: the last, incomplete generation is lost. Read
//     returns what came before it, and an error that wraps [ErrTruncated]; but
//     if nothing of the last generation was written yet, the trace looks whole.
//   - "all goroutines are asleep": never said by a traced program, because the
//     tracer's own timer is always there to wake somebody. The program hangs
//     until it is killed; see above.
package timeline
