// Another way: the outcome travels over a channel with room for it, so that the goroutine ends whether or not anybody waits. No variable is shared; but a second wait would block, where a closed channel answers every time.
package exercises

import (
	"errors"
	"fmt"
	"runtime/debug"
)

func Protect(f func() error) (wait func() error) {
	outcome := make(chan error, 1)
	go func() {
		err := ErrGoexit // until f has returned or panicked
		defer func() { outcome <- err }()
		defer func() {
			if v := recover(); v != nil {
				err = &PanicError{v, debug.Stack()}
			}
		}()
		err = f()
	}()
	return func() error { return <-outcome }
}

var ErrGoexit = errors.New("the function called runtime.Goexit")

type PanicError struct {
	Value any
	Stack []byte
}

func (e *PanicError) Error() string { return fmt.Sprint("panic: ", e.Value) }

func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}
