// Another way: a plain function turns the panic into an error where it happens; WaitGroup.Go starts it, and its Done comes on every way out, Goexit too. Two functions, each of which can be tested alone.
package exercises

import (
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
)

func Protect(f func() error) (wait func() error) {
	var wg sync.WaitGroup
	err := ErrGoexit // stays if call never returns
	wg.Go(func() { err = call(f) })
	return func() error {
		wg.Wait()
		return err
	}
}

// call calls f and returns a panic of f as an error.
func call(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &PanicError{v, debug.Stack()}
		}
	}()
	return f()
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
