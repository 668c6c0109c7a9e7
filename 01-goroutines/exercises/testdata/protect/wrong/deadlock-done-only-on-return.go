// Mistake: Done is called after f and not deferred; a panic skips it, and wait waits for ever.
package exercises

import (
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
)

func Protect(f func() error) (wait func() error) {
	err := ErrGoexit
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer func() {
			if v := recover(); v != nil {
				err = &PanicError{v, debug.Stack()}
			}
		}()
		err = f()
		wg.Done()
	}()
	return func() error {
		wg.Wait()
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
