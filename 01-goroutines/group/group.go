package group

// A Group runs functions, its tasks, each in a new goroutine, and waits for
// all of them.
//
// The zero value is ready to use and has no limit. A Group must not be copied
// after first use. Several goroutines may use it at the same time, under two
// rules. As with [sync.WaitGroup], a call to Go that finds no task running must
// not happen at the same time as Wait; a task itself may always call Go. And
// nothing may happen at the same time as SetLimit.
type Group struct {
	tasks
}

// Go calls f in a new goroutine.
//
// It blocks only while a limit is set and that many tasks are running: until
// one of them ends, and there is no other way out. So a task must not call Go
// on its own group when there is a limit; TryGo is for that. Go panics if f is
// nil.
//
// However f ends, it ends for the group: Wait goes on, and under a limit the
// next task starts. A panic in f is kept for Wait. In the terms of the Go
// memory model, the call to Go is synchronized before f starts, and the end of
// f before the return of a Wait that it lets go on.
func (g *Group) Go(f func()) {
	if f == nil {
		panic("group: Go(nil)")
	}
	// WaitGroup.Go would do all but the recovering, for one more allocation a
	// task. Add comes before the look at extra: at both ends of a task the
	// first touch of the group is the write, so that its cache line travels
	// between processors once and not twice.
	g.wg.Add(1)
	if slots := g.slots(); slots != nil {
		slots <- struct{}{}
		go g.limited(f)
		return
	}
	go func() { // ends when f has ended
		returned := false
		defer func() {
			if !returned {
				g.note(recover())
			}
			g.wg.Done()
		}()
		f()
		returned = true
	}()
}

// TryGo calls f in a new goroutine unless the limit is reached, and reports
// whether it did.
//
// It never blocks. If it returns false, f was not called and the group is as
// it was before; a task that wants to share its work can then do it itself.
// Without a limit TryGo always returns true. It panics if f is nil.
func (g *Group) TryGo(f func()) bool {
	if f == nil {
		panic("group: TryGo(nil)")
	}
	slots := g.slots()
	if slots == nil {
		g.Go(f)
		return true
	}
	if !g.tryEnter(slots) {
		return false
	}
	go g.limited(f)
	return true
}

// limited is the goroutine of a task that holds a slot. It ends when f has
// ended.
func (g *Group) limited(f func()) {
	returned := false
	defer func() {
		if !returned {
			g.note(recover())
		}
		g.leave()
	}()
	f()
	returned = true
}

// Wait blocks until every task has ended, however it ended.
//
// If a task panicked, Wait panics with a [*PanicError]: the value and the stack
// of the first panic. Otherwise, if a task called [runtime.Goexit], Wait calls
// it as well, and so ends the goroutine that waits.
//
// There is no way out but that the tasks end; a task that waits for its own
// group waits for ever. Several goroutines may wait at the same time, and each
// of them learns of the panic.
//
// Wait leaves the group empty, with the limit it had, and ready for other
// tasks. A panic or a Goexit stays: every later Wait reports it again.
func (g *Group) Wait() {
	g.wg.Wait()
	if x := g.extra.Load(); x != nil {
		_ = x.raise() // tasks of a Group return no error
	}
}

// WaitRecover is Wait for a caller that wants an error in place of a panic.
//
// It blocks as Wait does. It returns the [*PanicError] with which Wait would
// panic, [ErrGoexit] where Wait would call Goexit, and nil when every task
// returned. It leaves the group as Wait does: WaitRecover takes nothing away,
// and a later Wait still panics.
func (g *Group) WaitRecover() error {
	g.wg.Wait()
	if x := g.extra.Load(); x != nil {
		return x.tell()
	}
	return nil
}
