package pool

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log"
	"runtime/debug"
)

// ErrGoexit is what the one who waits for a task gets if the task called
// [runtime.Goexit], in a test mostly by t.FailNow or t.SkipNow.
var ErrGoexit = errors.New("pool: the task called runtime.Goexit")

// A PanicError is the panic of a task. The one who waits for the task gets it
// as its error, always as a pointer; see [Pool.OnPanic] for tasks that nobody
// waits for.
type PanicError struct {
	Value any    // what the task gave to panic
	Stack []byte // of the task, from the call of panic down, as debug.Stack prints it
}

// Error returns the value and, on the lines below it, the stack. For the value
// alone print p.Value.
func (p *PanicError) Error() string {
	return fmt.Sprintf("pool: a task panicked: %v\n\n%s", p.Value, p.Stack)
}

// Unwrap returns Value if it is an error, so that errors.Is and errors.As look
// into it, and nil otherwise.
func (p *PanicError) Unwrap() error {
	err, _ := p.Value.(error)
	return err
}

// A job is what is queued: a Task or a Future. All its methods but run return
// soon.
type job interface {
	run(ctx context.Context)
	drop(err error)       // it will not be run
	broke(err error) bool // run did not return; reports whether somebody learns of it
}

// job returns the task as a job. A function in an interface takes no allocation.
func (t Task) job() job {
	if t == nil {
		panic("pool: the task is nil")
	}
	return t
}

func (t Task) run(ctx context.Context) { t(ctx) }

func (t Task) drop(error) {}

func (t Task) broke(error) bool { return false }

// broke reports that j did not return. It is called in a deferred function:
// the frames that panicked are then still on the stack. A nil value stands for
// a Goexit. (A program that is run with GODEBUG=panicnil=1 can panic with nil:
// that looks the same.)
func (p *Pool) broke(j job, value any) {
	p.mu.Lock()
	if value == nil {
		p.total.Exited++
	} else {
		p.total.Panicked++
	}
	p.mu.Unlock()
	if value == nil {
		j.broke(ErrGoexit)
		return
	}
	err := &PanicError{Value: value, Stack: panicStack()}
	switch {
	case j.broke(err):
	case p.OnPanic != nil:
		p.OnPanic(err)
	default:
		log.Print(err)
	}
}

// panicStack is debug.Stack without the frames above the call of panic: they
// are ours and tell nothing.
func panicStack() []byte {
	stack := debug.Stack()
	head := bytes.IndexByte(stack, '\n') // "goroutine 7 [running]:"
	call := bytes.Index(stack, []byte("\npanic("))
	if call < 0 {
		return stack
	}
	return append(stack[:head:head], stack[call:]...)
}
