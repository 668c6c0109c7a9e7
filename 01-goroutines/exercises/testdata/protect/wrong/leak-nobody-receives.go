// Mistake: the goroutine hands its outcome over an unbuffered channel; when nobody calls wait it is blocked for ever.
package exercises

import (
	"errors"
	"fmt"
	"runtime/debug"
)

func Protect(f func() error) (wait func() error) {
	outcome := make(chan error)
	go func() {
		err := ErrGoexit
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
