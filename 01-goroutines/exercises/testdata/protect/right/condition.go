// Another way: a mutex guards the state and a condition variable tells who waits. More parts than a channel needs; it pays when there is more to wait for than one end.
package exercises

import (
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
)

// running is a call of f in progress.
type running struct {
	mu    sync.Mutex // guards ended, err
	cond  *sync.Cond // signalled when ended becomes true
	ended bool
	err   error
}

func Protect(f func() error) (wait func() error) {
	r := &running{}
	r.cond = sync.NewCond(&r.mu)
	go r.run(f)
	return r.wait
}

func (r *running) run(f func() error) {
	normal := false
	var err error
	defer func() {
		if !normal {
			err = ErrGoexit
			if v := recover(); v != nil {
				err = &PanicError{v, debug.Stack()}
			}
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		r.ended, r.err = true, err
		r.cond.Broadcast()
	}()
	err = f()
	normal = true
}

func (r *running) wait() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for !r.ended {
		r.cond.Wait()
	}
	return r.err
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
