package exercises

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"example.com/mastery/internal/settle"
)

func TestBoundedKeepsTheLimitAndReachesIt(t *testing.T) {
	for _, c := range []struct{ limit, tasks int }{{3, 11}, {1, 4}, {4, 4}, {9, 4}, {1, 1}} {
		synctest.Test(t, func(t *testing.T) {
			b := startBounded(t, c.limit, c.tasks)
			for ended := range c.tasks {
				running := b.mustWait()
				want := min(c.limit, c.tasks-ended)
				if len(running) > want {
					t.Fatalf("%s: %d are in flight at once.\n"+
						"A correct Bounded never goes beyond its limit, not by one: the limit is there for\n"+
						"a reason, say as many connections as a database accepts.", b, len(running))
				}
				if len(running) < want {
					t.Fatalf("%s: with %d ended and %d waiting, only %d in flight, want %d.\n"+
						"A correct Bounded begins the next task when one ends, whichever it is, and lets limit\n"+
						"tasks run at the same time: a slot left empty while a task waits is time lost.",
						b, ended, c.tasks-ended-len(running), len(running), want)
				}
				// The youngest ends: tasks that were dealt out beforehand, or
				// that begin in batches, then leave slots empty.
				b.end(running[len(running)-1], nil)
			}
			if err := b.returned(); err != nil {
				t.Errorf("%s: no task failed, and it returned the error %q, want nil.", b, err)
			}
			if b.peak > c.limit {
				t.Errorf("%s: for a moment %d were in flight at once.\n"+
					"A correct Bounded begins the next task after another has ended, not before.", b, b.peak)
			}
		})
	}
}

func TestBoundedReachesALargeLimitToo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limit := 64 + 2*runtime.NumCPU() // more than processors, whatever the machine
		b := startBounded(t, limit, limit+100)
		if running := len(b.running()); running != limit {
			t.Fatalf("%s: %d are in flight, want %d.\n"+
				"A correct Bounded knows one limit, the one it was given: tasks that wait for a network\n"+
				"need no processor, and their number says nothing about how many may be in flight.", b, running, limit)
		}
		b.endAll(nil)
		b.returned()
	})
}

func TestBoundedWithNoTasks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		if err := Bounded(2, nil); err != nil {
			t.Errorf("Bounded of no tasks returned the error %q. Nothing failed: want nil.", err)
		}
	})
}

func TestBoundedNeedsNoGoroutineForEachTask(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const limit, tasks = 2, 100
		before := runtime.NumGoroutine() + 1 // the test itself starts one
		b := startBounded(t, limit, tasks)
		if extra := runtime.NumGoroutine() - before; extra > tasks/2 {
			t.Fatalf("%s: it has %d goroutines for them, most of which wait for their turn.\n"+
				"A correct Bounded starts a goroutine when there is a slot for its task, or has limit\n"+
				"workers: a goroutine that waits costs at least 2 KiB, and a million tasks make a million.", b, extra)
		}
		b.endAll(nil)
		b.returned()
	})
}

func TestBoundedBeginsNothingAfterAFailure(t *testing.T) {
	for _, limit := range []int{1, 2, 3} {
		synctest.Test(t, func(t *testing.T) {
			b := startBounded(t, limit, 8)
			b.end(b.running()[0], nil)
			running, begun := b.mustWait(), b.begun()
			// The one in the middle fails first: the first error is then neither
			// that of the first task nor that of the last.
			slices.Sort(running)
			if len(running) > 0 {
				middle := len(running) / 2
				running[0], running[middle] = running[middle], running[0]
			}
			broken := errors.New("broken")
			for i, task := range running {
				if i == 0 {
					b.end(task, broken)
				} else {
					b.end(task, errors.New("failed later"))
				}
				settle.Calm(t, "A task has failed, and others are in flight")
				if more := b.begun() - begun; more > 0 {
					t.Fatalf("%s: a task failed, and after that %d more began.\n"+
						"A correct Bounded looks for a failure when it has a free slot, before it begins the\n"+
						"next task: nobody wants more work done on a job that has failed.", b, more)
				}
				if i < len(running)-1 {
					b.mustWait()
				}
			}
			if err := b.returned(); !errors.Is(err, broken) || err.Error() != broken.Error() {
				t.Errorf("%s: the first failure was %q, and it returned %v.\n"+
					"A correct Bounded returns the first error, for that is the cause;\n"+
					"later ones may be its consequences.", b, broken, err)
			}
		})
	}
}

// Whoever gets the slot of a failed task must learn of the failure, however soon
// it looks. That one looks before the error is there is a matter of chance, even
// if the slot is given back first: so it gets many, on a machine at rest and on
// one that has too much to do.
func TestBoundedTellsOfAFailureBeforeTheSlotIsFree(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4)) // with one, hardly ever anything comes between two steps
	for _, parallel := range []int{1, 3} {
		synctest.Test(t, func(t *testing.T) {
			broken := errors.New("broken")
			var more atomic.Int32
			fail := func() error { return broken }
			next := func() error {
				more.Add(1)
				return nil
			}
			var calls sync.WaitGroup
			for range parallel {
				calls.Go(func() {
					for range 3_000 / parallel {
						err := Bounded(1, []func() error{fail, next, next})
						if !errors.Is(err, broken) {
							t.Errorf("Bounded(1, 3 tasks): the first task failed with %q, and it returned %v.\n"+
								"A correct Bounded returns the first error.", broken, err)
							return
						}
						if more.Load() > 0 {
							return
						}
					}
				})
			}
			calls.Wait()
			if more := more.Load(); more > 0 {
				t.Fatalf("Bounded(1, 3 tasks), again and again: once the first task failed, and after that %d more\n"+
					"began. A correct Bounded stores the error before it gives the slot back: whoever gets\n"+
					"the slot looks at once, and must see it.", more)
			}
		})
		if t.Failed() {
			return
		}
	}
}

func TestBoundedReportsFailureOfTheLastTask(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := startBounded(t, 2, 5)
		last := errors.New("the last task failed")
		for ended := range 5 {
			var err error
			if ended == 4 {
				err = last
			}
			running := b.running()
			if len(running) == 0 {
				t.Fatalf("%s: %d have ended, and no other begins.\n"+
					"A correct Bounded calls every task: those that don't begin are lost.", b, ended)
			}
			b.end(running[0], err)
		}
		if err := b.returned(); !errors.Is(err, last) {
			t.Errorf("%s: the last to end failed with %q, and it returned %v.\n"+
				"A correct Bounded hears of every failure, also of one with no task left to begin.", b, last, err)
		}
	})
}

func TestBoundedBearsFailuresAtTheSameTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := startBounded(t, 4, 12)
		broken := errors.New("broken")
		b.endAll(broken)
		if err := b.returned(); !errors.Is(err, broken) {
			t.Errorf("%s: four failed at the same time, and it returned %v, want the error of one of them.\n"+
				"A correct Bounded guards its first error: no failure may get lost among others.", b, err)
		}
	})
}

// A boundedCall is a call of Bounded in progress. Its tasks begin, and each
// returns when the test ends it.
type boundedCall struct {
	t     *testing.T
	limit int
	gates []chan error // one per task: holds what it is to return
	done  chan error   // holds what Bounded returned

	mu     sync.Mutex // guards what follows
	flight []int      // tasks in flight, the youngest last
	count  int        // tasks that began
	peak   int        // most tasks in flight at once
}

// startBounded calls Bounded with n tasks and returns when nothing can go on
// before a task ends.
func startBounded(t *testing.T, limit, n int) *boundedCall {
	b := &boundedCall{t: t, limit: limit, done: make(chan error, 1)}
	tasks := make([]func() error, n)
	for i := range tasks {
		gate := make(chan error, 1)
		b.gates = append(b.gates, gate)
		tasks[i] = func() error {
			b.begin(i)
			defer b.leave(i)
			return <-gate
		}
	}
	t.Cleanup(func() { // after a failure, let the tasks end
		for _, gate := range b.gates {
			close(gate)
		}
	})
	go func() { b.done <- Bounded(limit, tasks) }()
	b.mustWait()
	return b
}

func (b *boundedCall) String() string {
	return fmt.Sprintf("Bounded(%d, %d tasks)", b.limit, len(b.gates))
}

func (b *boundedCall) begin(i int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.count++
	b.flight = append(b.flight, i)
	b.peak = max(b.peak, len(b.flight))
}

func (b *boundedCall) leave(i int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.flight = slices.DeleteFunc(b.flight, func(j int) bool { return j == i })
}

// running settles and returns the tasks in flight, the youngest last.
func (b *boundedCall) running() []int {
	b.t.Helper()
	settle.Calm(b.t, "Tasks are in flight, and none of them ends")
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.flight)
}

func (b *boundedCall) begun() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.count
}

// end lets task i return err.
func (b *boundedCall) end(i int, err error) { b.gates[i] <- err }

// endAll lets all tasks return err, those that have not begun as soon as they do.
func (b *boundedCall) endAll(err error) {
	for i := range b.gates {
		b.end(i, err)
	}
}

// mustWait fails the test if Bounded has returned with tasks in flight, or
// without beginning any. It returns the tasks in flight.
func (b *boundedCall) mustWait() (running []int) {
	b.t.Helper()
	running = b.running()
	if len(b.done) == 0 {
		return running
	}
	if begun := b.begun(); begun == 0 {
		b.t.Fatalf("%s: it returned (%v), and no task had begun. A correct Bounded calls them all.", b, <-b.done)
	} else if len(running) > 0 {
		b.t.Fatalf("%s: it returned (%v) with tasks still in flight, %d of the %d that began.\n"+
			"A correct Bounded returns when every task that it began has ended, after a failure too:\n"+
			"its caller may close what the tasks still use.", b, <-b.done, len(running), begun)
	}
	return running
}

// returned waits for Bounded and returns what it returned.
func (b *boundedCall) returned() error { return <-b.done }
