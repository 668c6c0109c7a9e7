// Mistake: f begins when wait is called; for whoever never calls it, f never runs.
package exercises

import (
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
)

func Protect(f func() error) (wait func() error) {
	return sync.OnceValue(func() error {
		err := ErrGoexit
		var wg sync.WaitGroup
		wg.Go(func() { err = call(f) })
		wg.Wait()
		return err
	})
}

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
