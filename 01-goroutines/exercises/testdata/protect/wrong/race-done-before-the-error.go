// Mistake: deferred calls run last in, first out: done is closed before the error is written.
package exercises

import (
	"errors"
	"fmt"
	"runtime/debug"
)

func Protect(f func() error) (wait func() error) {
	err := ErrGoexit
	done := make(chan struct{})
	go func() {
		defer func() {
			if v := recover(); v != nil {
				err = &PanicError{v, debug.Stack()}
			}
		}()
		defer close(done)
		err = f()
	}()
	return func() error {
		<-done
		return err
	}
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
