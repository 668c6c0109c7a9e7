// Mistake: wait asks again and again whether f has ended, and keeps a processor busy for as long as f takes.
package exercises

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync/atomic"
)

func Protect(f func() error) (wait func() error) {
	var ended atomic.Bool
	err := ErrGoexit
	go func() {
		defer ended.Store(true)
		defer func() {
			if v := recover(); v != nil {
				err = &PanicError{Value: v, Stack: debug.Stack()}
			}
		}()
		err = f()
	}()
	return func() error {
		for !ended.Load() {
			runtime.Gosched()
		}
		return err
	}
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
