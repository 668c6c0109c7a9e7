// Mistake: the deferred recover stands in the function that starts the goroutine; a panic is looked for only in the goroutine that panics.
package exercises

import (
	"errors"
	"fmt"
	"runtime/debug"
)

func Protect(f func() error) (wait func() error) {
	var err error
	done := make(chan struct{})
	defer func() {
		if v := recover(); v != nil {
			err = &PanicError{v, debug.Stack()}
		}
	}()
	go func() {
		defer close(done)
		returned := false
		defer func() {
			if !returned && err == nil {
				err = ErrGoexit
			}
		}()
		err = f()
		returned = true
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
