package exercises

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"testing"
	"testing/synctest"

	"example.com/mastery/internal/settle"
)

func TestProtectReturnsWhatTheFunctionReturns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := errors.New("broken")
		for _, want := range []error{nil, broken} {
			got := Protect(func() error { return want })()
			if got != want {
				t.Errorf("f returned %s, and wait returned %s.\n"+
					"A correct wait hands on what f returned, an error or plain nil:\n"+
					"its caller must see every failure, and nothing but failures.", showError(want), showError(got))
			}
		}
	})
}

func TestProtectReturnsAtOnceAndWaitWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := make(chan error)
		var wait func() error
		called, ended := make(chan struct{}), make(chan struct{})
		go func() {
			wait = Protect(func() error { return <-gate })
			close(called)
		}()
		settle.Calm(t, "Protect was called, and f is at work")
		if !isClosed(called) {
			t.Errorf("Protect has not returned, and f is still running.\n" +
				"A correct Protect starts f in a goroutine of its own and returns at once:\n" +
				"here its caller can do nothing beside f.")
			close(gate)
			<-called
			return
		}
		var got error
		go func() {
			got = wait()
			close(ended)
		}()
		settle.Calm(t, "wait was called, and f is at work")
		if isClosed(ended) {
			t.Errorf("wait returned, and f is still running.\n" +
				"A correct wait returns after f has ended: before, nobody knows how it will end.")
			close(gate)
			return
		}
		late := errors.New("late")
		gate <- late
		if <-ended; got != late {
			t.Errorf("f ended late with %s, and wait returned %s.\n"+
				"A correct wait hands on what f returned, however long it took.", showError(late), showError(got))
		}
	})
}

func TestProtectTurnsPanicIntoError(t *testing.T) {
	text := "a panic in f must be recovered in the goroutine that runs f: " +
		"recover is called by the deferred function itself, not by one that it calls"
	cause := errors.New("cause")
	tests := []struct {
		with  string
		panic func()
		right func(value any) bool
	}{
		{"a string", func() { panic(text) }, func(v any) bool { return v == text }},
		{"an error", func() { panic(cause) }, func(v any) bool { return v == cause }},
		{"a number", func() { panic(42) }, func(v any) bool { return v == 42 }},
		{"nil", func() { panic(nil) }, func(v any) bool { _, ok := v.(*runtime.PanicNilError); return ok }},
		{"a run-time error", func() { clear(([]int)(nil)[:1]) }, func(v any) bool { _, ok := v.(runtime.Error); return ok }},
	}
	for _, test := range tests {
		synctest.Test(t, func(t *testing.T) {
			err := Protect(func() error { return explode(test.panic) })()
			settle.Calm(t, "f has panicked") // a panic that nobody recovered ends the program here
			if err == nil {
				t.Fatalf("f panicked with %s, and wait returned nil, want a *PanicError.\n"+
					"A correct wait reports every panic: swallowed, it looks as if f had done its work.", test.with)
			}
			var p *PanicError
			if !errors.As(err, &p) || p == nil {
				t.Fatalf("f panicked with %s, and wait returned %s, not a *PanicError.\n"+
					"A correct wait reports every panic as a *PanicError, also one whose value is an error:\n"+
					"its caller needs to tell a bug from a failure.", test.with, showError(err))
			}
			if !test.right(p.Value) {
				t.Errorf("f panicked with %s; the PanicError holds %#v (%[2]T).\n"+
					"A correct PanicError holds the value itself, as recover returned it:\n"+
					"errors.Is and type switches find nothing in its text.", test.with, p.Value)
			}
			if !bytes.Contains(p.Stack, []byte("explode")) {
				t.Errorf("f panicked in the function explode, and the PanicError's stack does not name it.\n" +
					"A correct stack is taken by the deferred function that recovers, while the frames of\n" +
					"the panic are still there: any other stack does not say where the panic was.")
			}
		})
	}
}

func TestProtectTellsGoexitFromReturn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		err := Protect(func() error {
			runtime.Goexit()
			return nil
		})()
		if !errors.Is(err, ErrGoexit) {
			t.Errorf("f called runtime.Goexit, and wait returned %s, want ErrGoexit.\n"+
				"A correct wait tells an end by Goexit from a return, although recover returns nil\n"+
				"both times: f was cut short, and its caller must not take that for success.", showError(err))
		}
	})
}

func TestProtectStartsTheFunctionItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begun := make(chan struct{})
		wait := Protect(func() error {
			close(begun)
			return nil
		})
		settle.Calm(t, "Protect was called, and f has nothing to wait for")
		if !isClosed(begun) {
			t.Errorf("Protect has returned, nobody has called wait, and f has not begun.\n" +
				"A correct Protect starts f itself: whoever never calls wait wants the work done all the same.")
			return
		}
		if err := wait(); err != nil {
			t.Errorf("f had returned nil before wait was called, and wait returned %s.\n"+
				"A correct wait hands on what f returned, also when it comes late.", showError(err))
		}
	})
}

func TestProtectLeavesNothingBehindWithoutWait(t *testing.T) {
	for _, f := range []func() error{
		func() error { return nil },
		func() error { return explode(func() { panic("nobody waits") }) },
	} {
		// Protect's goroutine must end although nobody calls wait: the bubble
		// panics when one is blocked at the end.
		synctest.Test(t, func(*testing.T) { Protect(f) })
	}
}

// isClosed reports whether ch is closed.
func isClosed(ch <-chan struct{}) bool {
	select {
	case <-ch:
		return true
	default:
		return false
	}
}

// showError returns err as a failure message shows it.
func showError(err error) string {
	if err == nil {
		return "nil"
	}
	return fmt.Sprintf("the error %q (%[1]T)", err)
}

// explode calls f, which panics. Its name is then to be found in the stack.
//
//go:noinline
func explode(f func()) error {
	f()
	return nil
}
