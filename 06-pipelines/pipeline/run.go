package pipeline

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

// errLeft is the cause of the context of a stream whose consumer has left, or
// is done.
var errLeft = errors.New("pipeline: nobody consumes the stream any more")

// A run is one execution of a stream: its goroutines, and how they are stopped.
type run struct {
	ctx    context.Context // of the stages' functions; cancelled before stopped is set
	cancel context.CancelCauseFunc
	unhook func() // stops watching the caller's context

	stopped    atomic.Bool
	goroutines sync.WaitGroup

	mu    sync.Mutex // guards links; locked before a link's own
	links []interface{ wake() }
}

func newRun(parent context.Context) *run {
	r := new(run)
	r.ctx, r.cancel = context.WithCancelCause(parent)
	hooked := make(chan struct{})
	stop := context.AfterFunc(parent, func() { // ends at once
		r.stop(context.Cause(parent))
		close(hooked)
	})
	r.unhook = func() {
		if !stop() {
			<-hooked
		}
	}
	return r
}

// start runs work in n goroutines, each of which ends when work does, and calls
// after when the last one has ended.
func (r *run) start(name string, n int, after func(), work func() error) {
	left := new(atomic.Int64)
	left.Store(int64(n))
	for range n {
		r.goroutines.Go(func() {
			defer func() {
				if left.Add(-1) == 0 {
					after()
				}
			}()
			r.call(name, work)
		})
	}
}

// call calls work and stops the run if it fails. A function that returned
// because the context was cancelled, without an error, looks like one that is
// done: so call stops the run before anybody can take it for that.
func (r *run) call(name string, work func() error) {
	var err error
	returned := false
	defer func() {
		switch {
		case !returned:
			r.stop(&StageError{Stage: name, Err: broken(recover())})
		case err != nil:
			r.stop(&StageError{Stage: name, Err: err})
		case r.ctx.Err() != nil:
			r.stop(nil)
		}
	}()
	err = work()
	returned = true
}

// stop stops everything: the first cause counts. No stage takes or hands on an
// item after it, and those that wait wake up. Cause comes before stopped, so
// that whoever finds the run stopped finds the reason, too.
func (r *run) stop(cause error) {
	r.cancel(cause)
	if r.stopped.Swap(true) {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, l := range r.links {
		l.wake()
	}
}

// add makes a link known to stop. One that is added later needs no waking: who
// is about to wait looks at stopped first.
func (r *run) add(l interface{ wake() }) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.links = append(r.links, l)
}

// end stops what still runs and waits for it.
func (r *run) end() {
	r.stop(errLeft)
	r.goroutines.Wait()
	r.unhook()
}
