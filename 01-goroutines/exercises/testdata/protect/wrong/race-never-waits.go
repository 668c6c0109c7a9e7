// Mistake: wait does not wait; it reads the error while the goroutine may still write it.
package exercises

import (
	"errors"
	"fmt"
	"runtime/debug"
)

func Protect(f func() error) (wait func() error) {
	var err error
	go func() {
		returned := false
		defer func() {
			if v := recover(); v != nil {
				err = &PanicError{v, debug.Stack()}
			} else if !returned {
				err = ErrGoexit
			}
		}()
		err = f()
		returned = true
	}()
	return func() error { return err }
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
