// Package pool runs tasks on a bounded number of goroutines, its workers, with
// a bounded queue before them.
//
// # Which one to use
//
// Use the go statement when the number of tasks is bounded by something else,
// as that of the requests of a server is by its connections. Goroutines are
// cheap; what they use may not be.
//
// Use errgroup.Group of golang.org/x/sync with SetLimit, or the group of
// 01-goroutines, when one function starts all the tasks and waits for them: a
// limit is all that is needed then, and the first error comes with it.
//
// Use a channel and a few goroutines that range over it when tasks are values
// of one type, one goroutine closes the channel and a panic may end the program.
//
// Use a [Pool] when tasks come from many places for as long as the program
// runs, and must be limited all together: when submitting has to push back or
// fail instead of filling the memory, when one task's panic must not take the
// others with it, and when the end has a deadline.
//
// # A pool's life
//
// The zero value is a pool with the default limits; set fields before the first
// use for others. Workers are started as tasks come. A pool that has ever had
// a task keeps goroutines until it is ended:
//
//	Close  takes nothing more in, and returns at once
//	Drain  closes, and waits until all that was taken in has ended, or a deadline
//	Abort  closes, drops what is queued, and cancels the context of what runs
//
// The usual end is Drain with a deadline, and Abort if that gives up.
//
// # Guarantees
//
// Every task that was taken in, for which Submit returned nil, is run once, or
// dropped by Abort and counted; none is run twice, and none whose Submit
// returned an error is run at all. In the terms of the Go memory model, a Submit
// is synchronized before the start of its task, and the end of a task before the
// return of a Drain that returns nil, and of a Wait or Call that returns its
// result.
//
// Bounds: no more than Workers tasks run at a time in workers, and no more than
// Queue of each [Level] wait for one. As long as there is a worker asleep, or one
// that may be started, no task waits: a worker is on its way to each.
//
// Order: tasks of one level are started in the order of the calls to Submit.
// A task of a higher level overtakes those of a lower one that have not been
// waiting for long; see [Pool.Aging] for the exact rule and what it bounds.
//
// Panics: a panic ends its task and nothing else. The worker goes on. The value
// and the stack reach the one who waits for the task, see [Go] and [Call], or
// else [Pool.OnPanic].
//
// # A pool that feeds itself
//
// A task may submit to its own pool, but must not block there. If all workers
// wait for room in the queue, none is left to make room, and all stay blocked
// until a context ends. The same holds for [Call], and for a task that waits for
// a [Future] of its own pool: the worker it needs may be the one it blocks. From
// inside a task use SubmitOrRun, which does the work on the spot when there is
// no room, or TrySubmit and a plan for [ErrFull]. A task that needs the results
// of other tasks gets them from another pool, or computes them itself. Drain in
// a task of the pool waits for itself, until its context ends.
//
// # Why it is built like this
//
// One mutex guards all. A queue without a lock was tried, as a ring with a
// number in each slot: about a tenth faster for empty tasks, and it could not
// promise the order, the exact bound and the numbers of [Stats] that fit
// together. What costs most is to wake goroutines and to let them sleep, not
// the lock. So nobody is woken while enough workers are on their way, and a
// worker that finds nothing lets others run once before it sleeps: without that
// a single empty task takes a fifth longer.
//
// A pool starts a worker as soon as a task would wait otherwise. Some do so
// only when the queue is full: then a task can wait behind a slow one while the
// pool could have grown. Workers that take several tasks at a time were
// rejected for the same reason.
package pool
