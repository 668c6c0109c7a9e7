package pipeline

import (
	"errors"
	"fmt"
	"runtime/debug"
)

// A StageError is how a stage failed that stopped its stream. ForEach, Collect
// and All return it, always as a pointer.
type StageError struct {
	Stage string // its name
	Err   error  // what its function returned; a *PanicError or ErrGoexit if it did not return
}

// Error returns the stage's name and the error's text.
func (e *StageError) Error() string { return fmt.Sprintf("stage %s: %v", e.Stage, e.Err) }

// Unwrap returns Err, for errors.Is and errors.As.
func (e *StageError) Unwrap() error { return e.Err }

// A PanicError is a panic in a stage's function.
type PanicError struct {
	Value any    // what was given to panic
	Stack []byte // of the goroutine that panicked, as [debug.Stack] prints it
}

// Error returns the value and, on the lines below it, the stack.
func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v\n\n%s", e.Value, e.Stack) }

// Unwrap returns Value if it is an error, and nil otherwise.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// ErrGoexit is in the StageError of a function that called runtime.Goexit,
// which in a test is what t.FailNow and t.SkipNow do. In the function given to
// ForEach it ends the caller's goroutine, after all others.
var ErrGoexit = errors.New("the function called runtime.Goexit")

// broken is how a function ended that did not return. Recovered is what recover
// returned, in the deferred function that calls broken.
func broken(recovered any) error {
	if recovered == nil {
		return ErrGoexit
	}
	return &PanicError{Value: recovered, Stack: debug.Stack()}
}
