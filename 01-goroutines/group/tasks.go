package group

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// tasks is what Group and ErrGroup share. It is small, because allocating a
// group is a good part of what a group of one task costs: what few groups need
// is in extra.
type tasks struct {
	wg    sync.WaitGroup        // one for each task, and for each Go that waits for a slot
	extra atomic.Pointer[extra] // nil until there is a limit, a context or a failure
}

type extra struct {
	slots  chan struct{}           // a limited task fills a slot while it runs; nil: no limit
	cancel context.CancelCauseFunc // nil: nothing to cancel

	mu       sync.Mutex // guards what follows
	panicked *PanicError
	exited   bool
	err      error
}

// more returns t's extra, which it makes if there is none.
func (t *tasks) more() *extra {
	if x := t.extra.Load(); x != nil {
		return x
	}
	t.extra.CompareAndSwap(nil, new(extra))
	return t.extra.Load()
}

// slots returns nil if there is no limit.
func (t *tasks) slots() chan struct{} {
	if x := t.extra.Load(); x != nil {
		return x.slots
	}
	return nil
}

// SetLimit lets at most n of the tasks that are started after it run at the
// same time. A negative n means no limit.
//
// It never blocks. It panics if n is zero, since then no task could ever
// start, and if tasks that an earlier limit counts are running. Tasks that
// were started without a limit are never counted.
func (t *tasks) SetLimit(n int) {
	if n == 0 {
		panic("group: SetLimit(0): no task could ever start")
	}
	x := t.more()
	if len(x.slots) > 0 {
		panic("group: SetLimit called while limited tasks are running")
	}
	x.slots = nil
	if n > 0 {
		x.slots = make(chan struct{}, n)
	}
}

// tryEnter takes a slot for a task, if one is free, and counts the task.
func (t *tasks) tryEnter(slots chan struct{}) bool {
	select {
	case slots <- struct{}{}:
		t.wg.Add(1)
		return true
	default:
		return false
	}
}

// leave ends a task that holds a slot. The slot comes first: once Wait has
// returned, every slot is free.
func (t *tasks) leave() {
	<-t.slots()
	t.wg.Done()
}

// note keeps how a task broke that did not return. recovered is what recover
// returned: nil after a Goexit. (A program that is run with GODEBUG=panicnil=1
// can panic with nil: that looks the same.)
func (t *tasks) note(recovered any) {
	x := t.more()
	x.mu.Lock()
	defer x.mu.Unlock()
	switch {
	case recovered == nil:
		x.exited = true
		x.stop(ErrGoexit)
	case x.panicked == nil:
		x.panicked = newPanicError(recovered)
		x.stop(x.panicked)
	default:
		x.panicked.others.Add(1)
	}
}

// fail keeps err if it is the first.
func (t *tasks) fail(err error) {
	x := t.more()
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.err == nil {
		x.err = err
		x.stop(err)
	}
}

// stop cancels the context, if there is one. The first cause counts. It is
// called with mu held, so that the first failure is the first cause.
func (x *extra) stop(cause error) {
	if x.cancel != nil {
		x.cancel(cause)
	}
}

// ended returns the panic or the Goexit of the tasks, or nil; and their first
// error. All tasks have ended: the context is no longer needed.
func (x *extra) ended() (broken, err error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.stop(nil)
	switch {
	case x.panicked != nil:
		return x.panicked, x.err
	case x.exited:
		return ErrGoexit, x.err
	default:
		return nil, x.err
	}
}

// raise ends the caller as the worst task ended, or returns the first error.
func (x *extra) raise() error {
	broken, err := x.ended()
	switch broken {
	case nil:
		return err
	case ErrGoexit:
		runtime.Goexit()
	}
	panic(broken)
}

// tell is raise as an error.
func (x *extra) tell() error {
	broken, err := x.ended()
	if broken != nil {
		return broken
	}
	return err
}
