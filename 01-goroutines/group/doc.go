// Package group runs functions in goroutines and waits for all of them. A
// panic in one of them reaches the goroutine that waits, with its stack: raised
// again there, or returned as an error.
//
// # Which one to use
//
// Use [Group] for tasks that return nothing, when the one who waits must learn
// of a panic: a server that loses a request and not all of them, a test that
// fails under its own name, a caller whose deferred calls have to run.
//
// Use [ErrGroup] for tasks that return errors. With [WithContext] the first
// failure, be it an error or a panic, cancels the others.
//
// Use [sync.WaitGroup] and its method Go, or golang.org/x/sync/errgroup for
// tasks that return errors, when a panic should end the program at once and
// where it happens. For a program that can't go on after a bug this is better
// than what group does: see below.
//
// Use the go statement when nobody waits. A panic in a Group that nobody waits
// for is seen by nobody.
//
// # How tasks end, and how Wait ends
//
//	a task              Wait                          WaitRecover
//	panics              panics with a *PanicError     returns the *PanicError
//	calls Goexit        calls Goexit                  returns ErrGoexit
//	returns an error    returns the error             returns the error
//	returns             returns                       returns nil
//
// Where tasks end differently, the higher line of this table counts, and within
// a line the first task in time, not in the order of the calls to Go. The other
// panics are counted ([PanicError.Others]), the other errors are dropped.
//
// [runtime.Goexit] is what testing's t.FailNow and t.SkipNow are built on, so a
// task may call them, or require.NoError: the test then stops at Wait, as if
// its own goroutine had called them. In the goroutine of main a Goexit ends the
// program, once no other goroutine can run, with the runtime's report of a
// deadlock.
//
// # What it does not promise
//
// A panic is raised when Wait is reached and all tasks have ended, which may be
// much later than it happened, and never if the panic itself prevents it: a
// task that panicked with a lock held, or before it sent what another task
// waits for, leaves that task, and Wait, blocked for ever. So give back with
// defer what a task holds, or let the tasks look at the context of WithContext,
// which a panic cancels. The value is no longer a crash of its own to a monitor
// that looks for crashes. For these reasons errgroup does not do what group
// does.
//
// What the runtime reports as a fatal error is no panic and ends the program at
// once: a concurrent map write, a stack that is too deep, a deadlock of all
// goroutines.
//
// # What others do
//
// errgroup.Group (golang.org/x/sync v0.24.0) recovers nothing: a panic in a
// task ends the program. It does so a moment late: the task counts as done
// before the crash, so Wait may return nil and main may even end the program
// without it. (In v0.14.0 and v0.15.0 Wait raised the panic.)
// A task that calls Goexit counts as one that returned nil. A task that was
// started before SetLimit gives back a slot that it never took, and blocks as
// long as there is none.
//
// conc.WaitGroup (github.com/sourcegraph/conc v0.3.0) raises the first panic
// again in Wait, too. Its value there is no error, so errors.Is and errors.As
// find nothing in it; the other panics are not counted; with nested groups each
// wraps the one below. A task that calls Goexit counts as one that returned.
// It has no limit, no errors and no context: conc's pools have.
//
// sync.WaitGroup.Go (Go 1.26) lets a panic end the program, and keeps Wait from
// returning before that. A task that calls Goexit counts as one that returned.
// It has no limit.
//
// All this is tested in 13-profiling/peers, beside the measurements.
package group
