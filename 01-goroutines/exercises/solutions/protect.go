package exercises

import (
	"errors"
	"fmt"
	"runtime/debug"
)

// Protect calls f in a goroutine of its own and returns a function that waits
// for its end. recover is called by a function that the panicking goroutine
// itself has deferred: nowhere else does it stop the panic.
func Protect(f func() error) (wait func() error) {
	err := ErrGoexit // stays if f neither returns nor panics
	done := make(chan struct{})
	go func() {
		defer close(done) // deferred first, so it runs last: after err is written
		defer func() {
			if v := recover(); v != nil { // since Go 1.21 not nil even after panic(nil)
				err = &PanicError{Value: v, Stack: debug.Stack()}
			}
		}()
		err = f()
	}()
	return func() error {
		<-done
		return err
	}
}

// ErrGoexit says that a function neither returned nor panicked: it called
// runtime.Goexit.
var ErrGoexit = errors.New("the function called runtime.Goexit")

// A PanicError is a panic that was recovered.
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
