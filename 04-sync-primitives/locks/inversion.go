package locks

import (
	"fmt"
	"runtime"
	"strings"
)

// An Inversion is an order of locking that can deadlock. It is an error that
// nobody returns: it goes to the function set by [OnInversion].
type Inversion struct {
	// Steps are the ways of locking that, at the same time in as many
	// goroutines, wait for each other in a circle: each wants what the next
	// holds, and the last wants what the first holds. The first step is the one
	// that is about to be taken now. A single step is a goroutine that wants
	// what it holds itself.
	Steps []Step
}

// A Step is what one goroutine did: it held one lock and wanted another. Locks
// are numbered in the order of their first use.
type Step struct {
	Held     uint64
	HeldAt   string // the stack of its Lock, a call a line, innermost first
	Wanted   uint64
	WantedAt string // likewise
}

// Error describes the inversion with the stacks of all its locks.
func (i *Inversion) Error() string {
	var b strings.Builder
	if len(i.Steps) == 1 {
		fmt.Fprintf(&b, "locks: a goroutine locks lock %d twice\n", i.Steps[0].Held)
	} else {
		fmt.Fprintf(&b, "locks: %d locks are taken in orders that can deadlock\n", len(i.Steps))
	}
	for n, s := range i.Steps {
		when := "now"
		if n > 0 {
			when = "before"
		}
		fmt.Fprintf(&b, "%s, holding lock %d, which it locked at\n%swanted lock %d at\n%s",
			when, s.Held, s.HeldAt, s.Wanted, s.WantedAt)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// A stack is the calls that led to a Lock.
type stack []uintptr

// here returns the stack of the caller of Lock.
func here() stack {
	var pcs [32]uintptr
	return append(stack(nil), pcs[:runtime.Callers(4, pcs[:])]...)
}

// String returns a line for each call.
func (s stack) String() string {
	var b strings.Builder
	frames := runtime.CallersFrames(s)
	for {
		f, more := frames.Next()
		if f.Function != "" && f.Function != "runtime.goexit" {
			fmt.Fprintf(&b, "    %s\n        %s:%d\n", f.Function, f.File, f.Line)
		}
		if !more {
			return b.String()
		}
	}
}
