// Package queue is a first-in-first-out queue between goroutines. It is what a
// channel is, with three things that a channel has not: it may be unbounded,
// Put after Close is an error instead of a panic, and every operation that
// blocks takes a context.
//
// # Which one to use
//
// Use a channel when the queue is bounded, one goroutine closes it, or the wait
// is part of a select. It is in the language, and readers know it.
//
// Use a bounded Queue, [New], when several goroutines may close it or put
// while another closes it, and each must learn whether its item was taken.
//
// Use an unbounded Queue, the zero value, when the one who puts must never
// wait: a callback, a goroutine that holds a lock, an actor that sends to
// itself. Nothing then holds the producers back; memory grows by what the
// consumers are behind. Watch Len.
//
// # Guarantees
//
// Order: items come out in the order in which their Puts took effect, so those
// of one producer come out as it put them. Nothing is lost and nothing comes
// out twice: a Put that returned nil hands its item to exactly one Get, and one
// that returned an error leaves none behind.
//
// Fairness: those that wait are served in the order in which they began to
// wait, and nobody that comes later overtakes them.
//
// Memory: a Put happens before the Get that returns its item, as in the Go
// memory model a send happens before its receive. A queue keeps no reference to
// an item that it has handed out.
//
// The algorithm is that of the runtime's channels (src/runtime/chan.go): a ring
// under one lock, a list of those who wait on either side, and an item handed
// straight to the one who waits longest.
package queue
