package exercises

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"example.com/mastery/internal/settle"
)

// When a test ends, its bubble panics if a goroutine is still blocked: a leak.

func TestShutdownTakesNoMoreTasks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newShutdownTest(t, 2, 3)
		p.mustAccept(1)
		p.end(0)
		settle.Calm(t, "The only task has ended")
		down := p.shutdown(context.Background())
		p.mustReturn(down, "One task was run, and then Shutdown was called", 0, nil)
		// Now Submit comes after Shutdown, for the race detector too.
		p.mustRefuse(p.submit(), "Shutdown has returned")
		p.mustHaveBegun("Shutdown has returned, and Submit was called", 1)
	})
}

func TestShutdownDrains(t *testing.T) {
	for _, c := range []struct{ workers, room, tasks int }{{2, 3, 5}, {1, 3, 4}, {3, 2, 2}} {
		synctest.Test(t, func(t *testing.T) {
			p := newShutdownTest(t, c.workers, c.room)
			p.mustAccept(c.tasks)
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			down := p.shutdown(ctx)
			for ended := range c.tasks {
				when := fmt.Sprintf("Shutdown was called when %d tasks were accepted, %d have ended, and ctx has not", c.tasks, ended)
				p.mustWait(down, when)
				running := p.mustRun(min(c.workers, c.tasks-ended), when)
				p.mustNotAbort(when)
				p.end(running[len(running)-1])
			}
			p.mustReturn(down, "Shutdown was called, and all accepted tasks have ended", 0, nil)
			p.mustHaveBegun("Shutdown has returned 0 and nil", c.tasks)
		})
	}
}

func TestShutdownOfAnIdlePool(t *testing.T) {
	for _, tasks := range []int{0, 3} {
		synctest.Test(t, func(t *testing.T) {
			p := newShutdownTest(t, 2, 3)
			p.mustAccept(tasks)
			for i := range tasks {
				p.end(i)
			}
			settle.Calm(t, "All tasks have ended, and no other comes")
			down := p.shutdown(context.Background())
			p.mustReturn(down, fmt.Sprintf("The pool was idle, after %d tasks", tasks), 0, nil)
		})
	}
}

func TestShutdownAborts(t *testing.T) {
	for _, c := range []struct{ workers, room, tasks int }{{2, 3, 5}, {1, 3, 4}, {3, 2, 3}, {3, 2, 1}} {
		synctest.Test(t, func(t *testing.T) {
			p := newShutdownTest(t, c.workers, c.room)
			p.mustAccept(c.tasks)
			ctx, cancel := context.WithCancelCause(context.Background())
			down := p.shutdown(ctx)
			p.mustWait(down, "Tasks are at work, and ctx has not ended")
			p.mustNotAbort("Tasks are at work, and ctx has not ended")
			cancel(errors.New("why ctx was cancelled")) // that is what context.Cause returns, and not ctx.Err
			p.mustDropTheRest(down, "Shutdown was called, tasks were at work, and ctx was cancelled", context.Canceled)
		})
	}
}

func TestShutdownAbortsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newShutdownTest(t, 2, 3)
		p.mustAccept(4)
		ctx, cancel := context.WithTimeout(context.Background(), 0)
		defer cancel()
		p.mustDropTheRest(p.shutdown(ctx), "Tasks were at work, and Shutdown was called with a ctx whose deadline was over",
			context.DeadlineExceeded)
	})
}

// After some of the queue was run, ctx ends.
func TestShutdownAbortsInTheMidst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newShutdownTest(t, 2, 4)
		p.mustAccept(6)
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		down := p.shutdown(ctx)
		for range 3 {
			when := "Shutdown was called, and ctx has not ended"
			running := p.mustRun(2, when)
			p.mustNotAbort(when)
			p.end(running[0])
		}
		settle.Calm(t, "Shutdown was called, and tasks are at work")
		cancel()
		p.mustDropTheRest(down, "Shutdown was called, three tasks ended, and ctx was cancelled", context.Canceled)
	})
}

// As soon as their context ends the tasks return, and their workers are free.
func TestShutdownAbortsObedientTasks(t *testing.T) {
	const when = "Shutdown was called, some tasks ran, others waited, and ctx was cancelled"
	for _, c := range []struct{ workers, waiting int }{{2, 3}, {8, 6}, {8, 6}} {
		synctest.Test(t, func(t *testing.T) {
			p := newShutdownTest(t, c.workers, c.waiting)
			p.obedient = true
			if runtime.GOMAXPROCS(0) > 2 && c.workers > 2 {
				// It takes a moment to end a context with many of its own. Who does that before the queue is
				// dropped is seen now and then to have begun tasks meanwhile.
				p.heirs = 300
			}
			p.mustAccept(c.workers + c.waiting)
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			down := p.shutdown(ctx)
			cancel()
			p.mustReturn(down, when, c.waiting, context.Canceled)
			p.mustHaveBegun(when, c.workers)
		})
	}
}

func TestShutdownBoundsTheQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const workers, room, callers = 2, 3, 6
		p := newShutdownTest(t, workers, room)
		p.mustAccept(workers + room)
		var calls []*shutdownCall
		for range callers {
			calls = append(calls, p.submit())
		}
		for ended := 0; ; ended += workers {
			running := p.mustRun(workers, "Nobody has called Shutdown, the queue is full, and others wait in Submit")
			returned := p.countAccepted(calls)
			if returned > ended+1 { // one may be on its way to a worker
				t.Fatalf("A pool has %d workers, and room for %d tasks that wait. %d tasks have ended, no other has, and %d\n"+
					"were accepted.\n"+
					"A correct Submit waits while the queue is full, and looks again when it was woken: others may have\n"+
					"taken the room. That pushes back on whoever submits too much.",
					workers, room, ended, workers+room+returned)
			}
			if returned < ended {
				settle.GiveUp(t, fmt.Sprintf("deadlock: the queue was full, and %d waited in Submit. %d tasks have ended, others have begun in their\n"+
					"place, and %d of those who wait have returned.\n"+
					"A correct pool tells those who wait in Submit at once when there is room, for each place.", callers, ended, returned))
			}
			if ended == callers {
				break
			}
			for _, i := range running {
				p.end(i)
			}
		}
		p.endAll()
		p.mustReturn(p.shutdown(context.Background()), "All tasks return at once", 0, nil)
		p.mustHaveBegun("Submit waited for room, and all tasks were accepted", workers+room+callers)
	})
}

// More than a pool has that knows only small numbers. All workers wait for a task,
// and many come at once.
func TestShutdownServesACrowd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const workers, room = 32, 50
		pool := NewPool(workers, room)
		var accepted, run atomic.Int32
		gate := make(chan struct{})
		settle.Calm(t, "A pool was made")
		go func() {
			for range workers + room {
				if pool.Submit(func(context.Context) { run.Add(1); <-gate }) == nil {
					accepted.Add(1)
				}
			}
		}()
		settle.Calm(t, "Many tasks were submitted")
		if a, r := accepted.Load(), run.Load(); r != workers || a != workers+room {
			settle.GiveUp(t, fmt.Sprintf("A pool has %d workers, and room for %d tasks that wait. %d were submitted, one right after another:\n"+
				"%d were accepted, and %d run.\n"+
				"A correct pool has all workers and all room that its caller chose, and wakes a worker for each\n"+
				"task: whether the queue was empty says nothing about how many workers wait.",
				workers, room, workers+room, a, r))
		}
		close(gate)
		if dropped, err := pool.Shutdown(context.Background()); dropped != 0 || err != nil {
			t.Errorf("All tasks return at once, and Shutdown returned %d, %v: want 0, nil.", dropped, err)
		}
	})
}

func TestShutdownTellsThoseWhoWaitForRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const workers, room = 2, 1
		p := newShutdownTest(t, workers, room)
		p.mustAccept(workers + room)
		var waiting []*shutdownCall
		for range 4 {
			if call := p.submit(); len(call.over) == 0 {
				waiting = append(waiting, call)
			}
		}
		accepted := workers + room + 4 - len(waiting)
		down := p.shutdown(context.Background())
		for _, call := range waiting {
			p.mustRefuse(call, "Submit was waiting for room, and Shutdown was called")
		}
		p.mustRefuse(p.submit(), "Shutdown was called, the queue is full, and tasks are at work")
		p.mustWait(down, "Tasks are at work, and ctx has not ended")
		p.endAll()
		p.mustReturn(down, "Shutdown was called, and all accepted tasks have ended", 0, nil)
		p.mustHaveBegun("Some waited in Submit when Shutdown was called", accepted)
	})
}

// Two goroutines call a method each, and nothing orders them but the pool: what is
// not guarded is a race, however they fall.
func TestShutdownGuardsItsState(t *testing.T) {
	for _, both := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			pool := NewPool(2, 2)
			submit := func() { pool.Submit(func(context.Context) {}) }
			shutdown := func() { pool.Shutdown(context.Background()) }
			go submit()
			if both {
				go shutdown()
			} else {
				go submit()
			}
			settle.Calm(t, "Two called a method each")
			if !both {
				shutdown()
			}
		})
	}
}

// Here nothing is in order but by the pool: a task was accepted or it was not,
// and Submit, Shutdown and the task itself must agree on that.
func TestShutdownLosesNoTask(t *testing.T) {
	for round := range 40 {
		synctest.Test(t, func(t *testing.T) {
			const clients, each = 8, 5
			pool := NewPool(2, 1+round%3)
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			if round%2 == 1 {
				cancel()
			}
			var accepted, run atomic.Int64
			var all sync.WaitGroup
			middle := make(chan struct{})
			for client := range clients {
				all.Go(func() {
					for i := range each {
						if client == 0 && i == round%each {
							close(middle)
						}
						if err := pool.Submit(func(context.Context) { run.Add(1) }); err != nil {
							continue
						}
						accepted.Add(1)
					}
				})
			}
			<-middle
			dropped, _ := pool.Shutdown(ctx)
			all.Wait()
			if a, r := accepted.Load(), run.Load(); r+int64(dropped) != a {
				t.Fatalf("Submit returned nil for %d tasks while Shutdown was called. %d of them were run, and Shutdown\n"+
					"returned that %d were dropped: together they should be all.\n"+
					"A correct pool decides once, under one lock, whether a task still comes in. One that looks whether\n"+
					"it is closed, and puts the task into the queue afterwards, loses those that come between.",
					a, r, dropped)
			}
		})
	}
}

// A shutdownTest is a pool, and the tasks that it was given. Each waits until the
// test ends it, also when its context has ended.
type shutdownTest struct {
	t             *testing.T
	workers, room int
	pool          *Pool
	begun         []chan struct{} // of each task: one for each time it was called
	aborted       []chan struct{} // of each task: holds one if its context has ended
	limited       chan struct{}   // one for each task whose context has a deadline
	gates         []chan struct{} // of each task: it returns when it receives, or the gate is closed
	ended         []bool          // of each task: the test has let it return
	obedient      bool            // tasks return when their context ends
	heirs         int             // so many contexts does each task make of its own
	submitted     int
	down          bool // Shutdown was called
	allEnd        sync.Once
}

func newShutdownTest(t *testing.T, workers, room int) *shutdownTest {
	t.Helper()
	p := &shutdownTest{t: t, workers: workers, room: room}
	for range 20 {
		p.begun = append(p.begun, make(chan struct{}, 10))
		p.aborted = append(p.aborted, make(chan struct{}, 10))
		p.gates = append(p.gates, make(chan struct{}, 1))
	}
	p.ended = make([]bool, len(p.gates))
	p.limited = make(chan struct{}, 10*len(p.gates))
	t.Cleanup(func() { // after a failure, let the tasks return and the workers end
		if t.Failed() {
			p.endAll()
			if p.pool != nil && !p.down {
				go p.pool.Shutdown(context.Background())
			}
		}
	})
	if p.pool = NewPool(workers, room); p.pool == nil {
		t.Fatal("NewPool returned nil.")
	}
	return p
}

// A shutdownCall is a goroutine that calls a method.
type shutdownCall struct {
	over    chan struct{} // holds one if it has returned
	dropped int
	err     error
}

// submit calls Submit for the next task, and returns when that has returned or
// waits.
func (p *shutdownTest) submit() *shutdownCall {
	p.t.Helper()
	i := p.submitted
	p.submitted++
	call := &shutdownCall{over: make(chan struct{}, 1)}
	go func() {
		call.err = p.pool.Submit(func(ctx context.Context) {
			p.begun[i] <- struct{}{}
			if _, limited := ctx.Deadline(); limited {
				p.limited <- struct{}{}
			}
			for range p.heirs {
				_, cancel := context.WithCancel(ctx)
				defer cancel()
			}
			select {
			case <-p.gates[i]:
			case <-ctx.Done():
				p.aborted[i] <- struct{}{}
				if !p.obedient {
					<-p.gates[i]
				}
			}
		})
		call.over <- struct{}{}
	}()
	settle.Calm(p.t, "Submit was called")
	return call
}

// shutdown calls Shutdown, and returns when that has returned or waits.
func (p *shutdownTest) shutdown(ctx context.Context) *shutdownCall {
	p.t.Helper()
	p.down = true
	call := &shutdownCall{over: make(chan struct{}, 1)}
	go func() {
		call.dropped, call.err = p.pool.Shutdown(ctx)
		call.over <- struct{}{}
	}()
	settle.Calm(p.t, "Shutdown was called")
	return call
}

// end lets task i return.
func (p *shutdownTest) end(i int) {
	p.ended[i] = true
	p.gates[i] <- struct{}{}
}

// endAll lets all tasks return, those too that have not begun.
func (p *shutdownTest) endAll() {
	p.allEnd.Do(func() {
		for i, gate := range p.gates {
			p.ended[i] = true
			close(gate)
		}
	})
}

// running returns the tasks that run.
func (p *shutdownTest) running(when string) (running []int) {
	p.t.Helper()
	settle.Calm(p.t, when)
	for i, begun := range p.begun {
		if len(begun) > 0 && !p.ended[i] {
			running = append(running, i)
		}
	}
	return running
}

// mustAccept submits n tasks, which must be accepted at once. As many as there are
// workers must begin.
func (p *shutdownTest) mustAccept(n int) {
	p.t.Helper()
	for i := range n {
		call := p.submit()
		if len(call.over) == 0 {
			settle.GiveUp(p.t, fmt.Sprintf("deadlock: a pool has %d workers, and room for %d tasks that wait. It has accepted %d, and Submit of\n"+
				"another waits. A correct Submit waits while the queue is full, and no longer: no lock is held\n"+
				"while a task runs, and a free worker takes what comes.", p.workers, p.room, i))
		}
		<-call.over
		if call.err != nil {
			p.t.Fatalf("Nobody has called Shutdown, and Submit returned %v: want nil.", call.err)
		}
	}
	p.mustRun(min(p.workers, n), "Nobody has called Shutdown, and no task has ended")
}

// mustRun fails the test unless so many tasks run, and returns them.
func (p *shutdownTest) mustRun(want int, when string) []int {
	p.t.Helper()
	running := p.running(when)
	if len(running) > want {
		p.t.Fatalf("%[1]s.\nRunning are %[3]d tasks, and the pool has %[2]d workers: want %[4]d.\n"+
			"A correct pool never runs more tasks than it has workers, and whoever calls Submit runs none.", when, p.workers, len(running), want)
	}
	if len(running) < want {
		p.t.Fatalf("%[1]s.\nRunning are %[3]d tasks, and the pool has %[2]d workers: want %[4]d.\n"+
			"In a correct pool a free worker takes a task at once, without sleeping first, and all that was\n"+
			"accepted is run, also after Shutdown was called, until ctx ends.", when, p.workers, len(running), want)
	}
	return running
}

// mustNotAbort fails the test if the context of a running task has ended.
func (p *shutdownTest) mustNotAbort(when string) {
	p.t.Helper()
	if len(p.limited) > 0 {
		p.t.Fatalf("%s.\nThe context of a running task has a deadline.\n"+
			"A correct pool lets a task take as long as it needs: only Shutdown ends its context.", when)
	}
	for _, aborted := range p.aborted {
		if len(aborted) > 0 {
			p.t.Fatalf("%s.\nThe context of a running task has ended.\n"+
				"A correct Shutdown first lets the tasks finish: it ends their context when ctx ends, not before.", when)
		}
	}
}

// mustWait fails the test if Shutdown has returned.
func (p *shutdownTest) mustWait(down *shutdownCall, when string) {
	p.t.Helper()
	settle.Calm(p.t, when)
	if len(down.over) == 0 {
		return
	}
	<-down.over
	p.t.Fatalf("%s.\nShutdown has returned %d, %v, and tasks are not done.\n"+
		"A correct Shutdown returns when no task runs any more: its caller goes on to close what they use.",
		when, down.dropped, down.err)
}

// mustReturn fails the test unless Shutdown has returned this.
func (p *shutdownTest) mustReturn(down *shutdownCall, when string, dropped int, err error) {
	p.t.Helper()
	settle.Calm(p.t, when)
	if len(down.over) == 0 {
		settle.GiveUp(p.t, "deadlock: "+when+", no task is left, and Shutdown does not return.\n"+
			"It waits for news that nobody brings. A correct Shutdown looks whether there is something to wait\n"+
			"for, wakes the workers that wait for a task, since in an idle pool nobody else will, and holds no\n"+
			"lock that they need.")
	}
	<-down.over
	if down.dropped != dropped || !errors.Is(down.err, err) {
		p.t.Fatalf("%s.\nShutdown returned %d, %v: want %d, %v.\n"+
			"A correct Shutdown returns how many accepted tasks were never begun, and ctx.Err() if it aborted:\n"+
			"what was dropped must not be lost without a word.", when, down.dropped, down.err, dropped, err)
	}
}

// mustDropTheRest fails the test unless Shutdown aborts, now that ctx has ended.
func (p *shutdownTest) mustDropTheRest(down *shutdownCall, when string, err error) {
	p.t.Helper()
	running := p.running(when)
	for _, i := range running {
		if len(p.aborted[i]) == 0 {
			p.t.Fatalf("%s.\nThe context of a running task has not ended.\n"+
				"A correct Shutdown waits for the tasks until ctx ends. Then it ends their context at once, which\n"+
				"is how they learn that they should return: a deadline that nobody keeps is none.", when)
		}
	}
	begun := p.countBegun()
	for n, i := range running {
		p.mustWait(down, fmt.Sprintf("%s. Of %d tasks that ran then, %d have returned", when, len(running), n))
		p.end(i)
		settle.Calm(p.t, when)
		if more := p.countBegun() - begun; more > 0 {
			p.t.Fatalf("%s.\nThen a task that ran has returned, and its worker has begun another one.\n"+
				"A correct Shutdown begins no task after ctx has ended: it drops the queue before it ends the\n"+
				"tasks' context, or each worker looks at that before it takes the next.", when)
		}
	}
	p.endOthers()
	p.mustReturn(down, when+".\nAll tasks that ran then have returned", p.submitted-begun, err)
	p.mustHaveBegun("Shutdown has aborted", begun)
}

// countAccepted returns how many calls of Submit have returned nil. It fails the
// test if one has returned anything else.
func (p *shutdownTest) countAccepted(calls []*shutdownCall) (n int) {
	p.t.Helper()
	for _, call := range calls {
		if len(call.over) == 0 {
			continue
		}
		n++
		<-call.over
		if call.err != nil {
			p.t.Fatalf("Nobody has called Shutdown, the queue was full, and Submit returned %v: want nil.\n"+
				"A correct Submit waits until there is room.", call.err)
		}
		call.over <- struct{}{}
	}
	return n
}

// endOthers lets the tasks return that have not begun: they never should.
func (p *shutdownTest) endOthers() {
	for i := range p.gates {
		if !p.ended[i] {
			p.end(i)
		}
	}
}

// countBegun returns how many tasks have begun, each as often as it did.
func (p *shutdownTest) countBegun() (n int) {
	for _, begun := range p.begun {
		n += len(begun)
	}
	return n
}

// mustHaveBegun fails the test unless so many tasks have begun, each once.
func (p *shutdownTest) mustHaveBegun(when string, want int) {
	p.t.Helper()
	settle.Calm(p.t, when)
	for i, begun := range p.begun {
		if len(begun) > 1 {
			p.t.Fatalf("%s. Task %d was run %d times: want once.", when, i, len(begun))
		}
	}
	if got := p.countBegun(); got != want {
		p.t.Fatalf("%s. %d tasks were run: want %d.\n"+
			"A correct pool runs a task if Submit returned nil for it, unless it drops it at the deadline;\n"+
			"and never if Submit returned an error.", when, got, want)
	}
}

// mustRefuse fails the test unless Submit has returned ErrShutdown.
func (p *shutdownTest) mustRefuse(call *shutdownCall, when string) {
	p.t.Helper()
	settle.Calm(p.t, when)
	if len(call.over) == 0 {
		settle.GiveUp(p.t, "deadlock: "+when+", and Submit does not return.\n"+
			"A correct Submit returns ErrShutdown then: nobody will make room for its task.")
	}
	<-call.over
	if !errors.Is(call.err, ErrShutdown) {
		p.t.Fatalf("%s. Submit returned %v: want ErrShutdown.\n"+
			"A correct Submit says so: whoever is told nil relies on it that the task is run.", when, call.err)
	}
}
