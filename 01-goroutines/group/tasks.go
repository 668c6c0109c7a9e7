package group

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// tasks is what Group and ErrGroup share: counting the tasks, limiting them,
// and keeping how they broke. Its size counts: a group that starts one task
// costs little more than its own allocation.
type tasks struct {
	wg    sync.WaitGroup             // one for each task, and for each Go that waits for a slot
	slots chan struct{}              // a limited task fills a slot while it runs; nil: no limit
	bad   atomic.Pointer[PanicError] // the first panic, or goexited; nil: none so far
}

// goexited stands in tasks.bad for a Goexit. A panic takes its place.
var goexited = new(PanicError)

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
	if len(t.slots) > 0 {
		panic("group: SetLimit called while limited tasks are running")
	}
	t.slots = nil
	if n > 0 {
		t.slots = make(chan struct{}, n)
	}
}

// tryEnter takes a slot for a task, if one is free, and counts the task.
func (t *tasks) tryEnter() bool {
	select {
	case t.slots <- struct{}{}:
		t.wg.Add(1)
		return true
	default:
		return false
	}
}

// leave ends a task that holds a slot. The slot comes first: once Wait has
// returned, every slot is free.
func (t *tasks) leave() {
	<-t.slots
	t.wg.Done()
}

// note keeps how a task broke that did not return, and returns it as an error.
// recovered is what recover returned: nil after a Goexit. (A program that is
// run with GODEBUG=panicnil=1 can panic with nil: that looks the same.)
func (t *tasks) note(recovered any) error {
	if recovered == nil {
		t.bad.CompareAndSwap(nil, goexited)
		return ErrGoexit
	}
	for {
		bad := t.bad.Load()
		if bad != nil && bad != goexited {
			bad.others.Add(1)
			return bad
		}
		p := newPanicError(recovered)
		if t.bad.CompareAndSwap(bad, p) {
			return p
		}
	}
}

// raise ends the caller the way the worst task ended.
func (t *tasks) raise() {
	bad := t.bad.Load()
	switch bad {
	case nil:
	case goexited:
		runtime.Goexit()
	default:
		panic(bad)
	}
}

// broken is raise as an error.
func (t *tasks) broken() error {
	bad := t.bad.Load()
	switch bad {
	case nil:
		return nil
	case goexited:
		return ErrGoexit
	default:
		return bad
	}
}
