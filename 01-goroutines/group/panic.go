package group

import (
	"bytes"
	"errors"
	"fmt"
	"runtime/debug"
	"sync/atomic"
)

// ErrGoexit is returned by WaitRecover if a task called [runtime.Goexit] and
// none panicked. In a test that is mostly t.FailNow or t.SkipNow.
var ErrGoexit = errors.New("group: a task called runtime.Goexit")

// A PanicError is the first panic of a group's tasks. Wait panics with it and
// WaitRecover returns it, always as a pointer.
type PanicError struct {
	// Value is what the task gave to panic. If the task itself waited for a
	// group, and that Wait panicked, it is what that group's task gave: Value
	// is never a *PanicError of this package, however deep groups are nested.
	//
	// If a deferred function of the task panicked as well, it is the last
	// value, as with recover, and the stack shows both.
	Value any

	// Stack is the stack of the task, from the call of panic down, as
	// [debug.Stack] prints it. With nested groups the innermost task's stack
	// comes first, then those of the tasks whose Wait raised the panic again.
	Stack []byte

	others atomic.Int64
}

// Others returns how many more tasks of the group have panicked. Their values
// are lost. When Wait or WaitRecover has returned or panicked, the number is
// final, unless the group is used again.
func (p *PanicError) Others() int { return int(p.others.Load()) }

// Error returns the value and, on the lines below it, the stack: what a person
// needs who reads a log or a crash. For the value alone print p.Value.
func (p *PanicError) Error() string {
	more := ""
	if n := p.Others(); n > 0 {
		more = fmt.Sprintf(" (and %d more)", n)
	}
	return fmt.Sprintf("group: a task panicked: %v%s\n\n%s", p.Value, more, p.Stack)
}

// Unwrap returns Value if it is an error, so that errors.Is and errors.As look
// into it, and nil otherwise.
func (p *PanicError) Unwrap() error {
	err, _ := p.Value.(error)
	return err
}

// newPanicError must be called in the deferred function that recovered value:
// the panicking frames are then still on the stack.
func newPanicError(value any) *PanicError {
	inner, nested := value.(*PanicError)
	if !nested {
		return &PanicError{Value: value, Stack: panicStack()}
	}
	stack := bytes.Join([][]byte{inner.Stack, panicStack()}, []byte("\nraised again by Wait in\n"))
	return &PanicError{Value: inner.Value, Stack: stack}
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
