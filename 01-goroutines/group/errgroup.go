package group

import "context"

// An ErrGroup is a [Group] whose tasks return errors, and can be cancelled
// together.
//
// The zero value is ready to use, has no limit and cancels nothing; for one
// that cancels see [WithContext]. What holds for the use of a Group from
// several goroutines holds here too.
type ErrGroup struct {
	tasks
}

// WithContext returns a new ErrGroup and a context for its tasks, derived from
// ctx.
//
// The context is cancelled when the first task fails, or when Wait or
// WaitRecover first returns or panics, or with ctx. A failure is an error, a
// panic or a Goexit; [context.Cause] then returns that error, the
// [*PanicError] or [ErrGoexit]. So after Wait the context is always cancelled:
// do not use it for what comes next. Without a Wait it holds its resources
// until ctx is cancelled.
//
// The group never stops a task, and starts tasks after the cancellation too:
// each must look at the context itself.
func WithContext(ctx context.Context) (*ErrGroup, context.Context) {
	ctx, cancel := context.WithCancelCause(ctx)
	both := new(struct { // in one allocation
		g ErrGroup
		x extra
	})
	both.x.cancel = cancel
	both.g.extra.Store(&both.x)
	return &both.g, ctx
}

// Go calls f in a new goroutine.
//
// It blocks only while a limit is set and that many tasks are running: until
// one of them ends. To get out early, let the tasks return when their context
// is cancelled; Go itself does not look at the context, and always calls f. So
// a task must not call Go on its own group when there is a limit; TryGo is for
// that. Go panics if f is nil.
//
// The first error in time, not in the order of the calls to Go, is kept for
// Wait. What [Group.Go] says about how f ends holds here too.
func (g *ErrGroup) Go(f func() error) {
	if f == nil {
		panic("group: Go(nil)")
	}
	g.wg.Add(1) // first, and not WaitGroup.Go: see Group.Go
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
		if err := f(); err != nil {
			g.fail(err)
		}
		returned = true
	}()
}

// TryGo calls f in a new goroutine unless the limit is reached, and reports
// whether it did.
//
// It never blocks. If it returns false, f was not called and the group is as
// it was before. Without a limit TryGo always returns true. It panics if f is
// nil.
func (g *ErrGroup) TryGo(f func() error) bool {
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
func (g *ErrGroup) limited(f func() error) {
	returned := false
	defer func() {
		if !returned {
			g.note(recover())
		}
		g.leave()
	}()
	if err := f(); err != nil {
		g.fail(err)
	}
	returned = true
}

// Wait blocks until every task has ended, however it ended, and returns the
// first error in time, or nil.
//
// If a task panicked, Wait panics, and if one called Goexit it calls that, as
// [Group.Wait] does. The error is then not returned; with [WithContext] the
// context's cause still tells what came first.
//
// To get out early, cancel the context that the tasks look at. Several
// goroutines may wait at the same time, and each of them learns of the failure.
//
// Wait leaves the group empty, with the limit it had, and its context
// cancelled. A failure stays: every later Wait reports it again.
func (g *ErrGroup) Wait() error {
	g.wg.Wait()
	if x := g.extra.Load(); x != nil {
		return x.raise()
	}
	return nil
}

// WaitRecover is Wait for a caller that wants an error in place of a panic.
//
// It blocks as Wait does. It returns the [*PanicError] with which Wait would
// panic, else [ErrGoexit] where Wait would call Goexit, else what Wait returns.
// It leaves the group as Wait does.
func (g *ErrGroup) WaitRecover() error {
	g.wg.Wait()
	if x := g.extra.Load(); x != nil {
		return x.tell()
	}
	return nil
}
