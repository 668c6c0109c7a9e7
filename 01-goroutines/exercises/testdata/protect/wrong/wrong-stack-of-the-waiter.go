// Mistake: the stack is taken in wait, by another goroutine and after the panic; it says who waited, not who panicked.
package exercises

import (
	"errors"
	"fmt"
	"runtime/debug"
)

func Protect(f func() error) (wait func() error) {
	err := ErrGoexit
	var value any
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { value = recover() }()
		err = f()
	}()
	return func() error {
		<-done
		if value != nil {
			return &PanicError{value, debug.Stack()}
		}
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
