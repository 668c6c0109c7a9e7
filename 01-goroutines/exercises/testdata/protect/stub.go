package exercises

import (
	"errors"
	"fmt"
)

// Protect calls f in a goroutine of its own and returns at once. The function
// it returns waits until f has ended, and says how:
//
//   - f returned: wait returns what f returned.
//   - f panicked: wait returns a *PanicError with the panic's value and the
//     stack that led to it. The program goes on.
//   - f ended its goroutine with runtime.Goexit (as testing's FailNow does):
//     wait returns ErrGoexit.
//
// wait is called once, or never: either way f runs, and Protect leaves no goroutine behind.
func Protect(f func() error) (wait func() error) {
	panic("not implemented")
}

// ErrGoexit says that a function neither returned nor panicked: it called
// runtime.Goexit.
var ErrGoexit = errors.New("the function called runtime.Goexit")

// A PanicError is a panic that was recovered. Leave it as it is.
type PanicError struct {
	Value any    // what panic was called with
	Stack []byte // as debug.Stack returns it in the goroutine that panicked
}

// Error returns the panic's value as text.
func (e *PanicError) Error() string { return fmt.Sprint("panic: ", e.Value) }

// Unwrap returns the panic's value if it is an error, for errors.Is and errors.As.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}
