// Mistake: recover is called by a helper of the deferred function, one call too deep; there it returns nil and the panic goes on.
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
		defer close(done)
		defer func() {
			if p := recovered(); p != nil {
				err = p
			}
		}()
		err = f()
	}()
	return func() error {
		<-done
		return err
	}
}

func recovered() *PanicError {
	if v := recover(); v != nil {
		return &PanicError{v, debug.Stack()}
	}
	return nil
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
