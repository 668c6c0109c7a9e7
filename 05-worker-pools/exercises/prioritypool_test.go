package exercises

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"example.com/mastery/internal/settle"
)

// When a test ends, its bubble panics if a goroutine is still blocked: a leak.
//
// Whenever a task begins, the tests look whether it was its turn: see lookForTurns.

func TestPrioritypoolHighFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPriorityTest(t, 1, 100)
		p.submit(0)                     // keeps the worker busy
		for _, priority := range []int{ // any int: no bound, no sign, no difference that fits into an int
			1, 5, -7, 3, math.MinInt, 7, -2, math.MaxInt - 1, 9, math.MinInt + 1, math.MaxInt, 8, -1,
		} {
			p.submit(priority)
		}
		p.finish()
	})
}

func TestPrioritypoolEqualsInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPriorityTest(t, 1, 100)
		p.submit(0) // keeps the worker busy
		for _, priority := range []int{4, 4, 6, 4, 6, 4, 4, 6, 4, 4} {
			p.submit(priority)
		}
		p.finish()
	})
}

// Submit is called many times, one right after another.
func TestPrioritypoolSubmitIsCalledByOneInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tasks := 100
		if runtime.GOMAXPROCS(0) == 1 {
			tasks = 1050 // often enough: each choice looks at all that wait
		}
		pool := NewPriorityPool(1, 100)
		gate, order := make(chan struct{}), make(chan int, tasks)
		var returned atomic.Int32
		go func() {
			pool.Submit(0, func() { <-gate }) // keeps the worker busy
			for i := range tasks {
				pool.Submit(0, func() { order <- i })
				returned.Add(1)
			}
		}()
		settle.Calm(t, "The only worker is busy, and many tasks are submitted")
		if n := int(returned.Load()); n != tasks {
			settle.GiveUp(t, fmt.Sprintf("deadlock: the only worker is busy, %d tasks wait, and Submit of another does not return.\n"+
				"A correct Submit waits for no worker and no task, however many wait.", n))
		}
		close(gate)
		pool.Close()
		close(order)
		next := 0
		for i := range order {
			if i != next {
				t.Fatalf("One goroutine submitted %d tasks with the same priority, one after another, to one worker. Number\n"+
					"%d began where it was the turn of number %d.\n"+
					"A correct Submit has put the task in line when it returns: what it leaves to a goroutine happens\n"+
					"in any order.", tasks, i, next)
			}
			next++
		}
		if next != tasks {
			t.Errorf("%d tasks were submitted, Close has returned, and %d were run.\n"+
				"A correct pool runs every task, however many wait.", tasks, next)
		}
	})
}

// First single tasks go from hand to hand while all workers wait for one: some are
// woken in vain. Then many come at once.
func TestPrioritypoolServesACrowd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const workers, tasks, chain = 32, 40, 100
		pool := NewPriorityPool(workers, 3)
		var run atomic.Int32
		gate := make(chan struct{})
		link := func() {}
		for range chain {
			next := link
			link = func() { pool.Submit(1, next) }
		}
		settle.Calm(t, "A pool was made")
		go pool.Submit(1, link)
		settle.Calm(t, "Each of many tasks has submitted one other")
		go func() {
			for range tasks {
				pool.Submit(1, func() { run.Add(1); <-gate })
			}
		}()
		settle.Calm(t, "Many tasks were submitted")
		if n := run.Load(); n != workers {
			settle.GiveUp(t, fmt.Sprintf("A pool has %d workers. %d tasks have submitted one other each and returned, then %d were submitted, one\n"+
				"right after another, and %d run: want %[1]d.\n"+
				"A correct pool has all the workers that its caller chose, until the end, and wakes one for each\n"+
				"task, whether others wait already or not. A worker that finds that another has taken the task\n"+
				"waits again.", workers, chain, tasks, n))
		}
		close(gate)
		pool.Close()
	})
}

func TestPrioritypoolNobodyStarves(t *testing.T) {
	for _, patience := range []int{1, 3} {
		synctest.Test(t, func(t *testing.T) {
			p := newPriorityTest(t, 1, patience)
			p.submit(9) // keeps the worker busy
			p.submit(1)
			for range 2 * (patience + 2) { // there is always an urgent one
				p.submit(9)
				p.end(p.running()[0])
			}
			p.finish()
		})
	}
}

// What is taken from the queue before a worker is free can't be overtaken any more.
func TestPrioritypoolChoosesWhenAWorkerIsFree(t *testing.T) {
	for _, workers := range []int{1, 2} {
		synctest.Test(t, func(t *testing.T) {
			p := newPriorityTest(t, workers, 100)
			for range workers {
				p.submit(5) // keeps a worker busy
			}
			for priority := range 6 { // each more urgent than those before
				p.submit(priority)
			}
			p.finish()
		})
	}
}

// A long mixture, the same at every run.
func TestPrioritypoolKeepsTheRules(t *testing.T) {
	for seed, c := range []struct{ workers, patience int }{{1, 2}, {2, 1}, {3, 4}} {
		synctest.Test(t, func(t *testing.T) {
			random := rand.New(rand.NewPCG(uint64(seed), 5))
			p := newPriorityTest(t, c.workers, c.patience)
			for range 40 {
				if running := p.running(); len(running) > 0 && random.IntN(5) < 2 {
					p.end(running[random.IntN(len(running))])
				} else {
					p.submit(random.IntN(4))
				}
			}
			p.finish()
		})
	}
}

func TestPrioritypoolIsUsedAgainAfterItWasIdle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPriorityTest(t, 2, 1)
		for round := range 4 {
			for priority := range round + 1 {
				p.submit(priority)
			}
			for running := p.running(); len(running) > 0; running = p.running() {
				p.end(running[0])
			}
		}
		p.finish()
	})
}

func TestPrioritypoolCloseOfAnIdlePool(t *testing.T) {
	for _, workers := range []int{1, 4} {
		synctest.Test(t, func(t *testing.T) {
			newPriorityTest(t, workers, 3).finish()
		})
	}
}

func TestPrioritypoolCloseWaitsForAllTasks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPriorityTest(t, 2, 2)
		for _, priority := range []int{1, 1, 1, 8, 8, 8, 8} {
			p.submit(priority)
		}
		p.close()
		for left := len(p.tasks); left > 0; left-- {
			running := p.running()
			if len(p.closed) > 0 {
				t.Fatalf("Close was called, and has returned when %d of %d tasks had not ended.\n"+
					"A correct Close waits until all tasks have been run: whoever called it goes on to use the\n"+
					"results, or ends the program.", left, len(p.tasks))
			}
			p.end(running[len(running)-1])
		}
		p.finish()
	})
}

func TestPrioritypoolTasksSubmitTasks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const tasks = 100
		p := newPriorityTest(t, 1, 2*tasks)
		order, returned := make(chan int, tasks), make(chan struct{})
		p.pool.Submit(1, func() {
			for priority := range tasks {
				p.pool.Submit(priority, func() { order <- priority })
			}
			close(returned)
		})
		settle.Calm(t, "A task has called Submit many times")
		select {
		case <-returned:
		default:
			settle.GiveUp(t, "deadlock: a task calls Submit, and waits for ever.\n"+
				"A correct pool holds no lock while a task runs, and Submit waits for no worker: the only\n"+
				"worker may be the one that calls it.")
		}
		p.finish()
		<-p.closed
		close(order)
		want := tasks
		for priority := range order {
			if want--; priority != want {
				t.Fatalf("A task submitted %d others, with the priorities 0 to %d, and returned. Then one with priority %d\n"+
					"began where it was the turn of the one with %d.\n"+
					"A correct Submit has put the task in line when it returns, among those of which the next is\n"+
					"chosen: what is still on its way there is overlooked.", tasks, tasks-1, priority, want)
			}
		}
	})
}

// Two goroutines call Submit, a third Close, and nothing orders the tasks but the
// pool: what is not guarded is a race, however they fall.
func TestPrioritypoolGuardsItsState(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pool := NewPriorityPool(2, 3)
		var both sync.WaitGroup
		for priority := range 2 {
			both.Go(func() {
				for range 3 {
					pool.Submit(priority, func() {})
				}
			})
		}
		both.Wait()
		pool.Close()
	})
}

func TestPrioritypoolRunsEveryTaskOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const clients, each, workers = 4, 60, 3
		pool := NewPriorityPool(workers, 5)
		var runs [clients * each]atomic.Int32
		var running, peak atomic.Int32
		var all sync.WaitGroup
		for client := range clients {
			all.Go(func() {
				for i := range each {
					pool.Submit(i%7, func() {
						now := running.Add(1)
						for old := peak.Load(); now > old && !peak.CompareAndSwap(old, now); old = peak.Load() {
						}
						runs[client*each+i].Add(1)
						running.Add(-1)
					})
				}
			})
		}
		all.Wait()
		pool.Close()
		for i := range runs {
			if n := runs[i].Load(); n != 1 {
				t.Fatalf("%d tasks were submitted by %d goroutines, and Close has returned. One of them was run %d\n"+
					"times: want once. A correct pool loses none, and gives none to two workers.", len(runs), clients, n)
			}
		}
		if peak := peak.Load(); peak > workers {
			t.Errorf("For a moment %d tasks ran at the same time, in a pool of %d workers.\n"+
				"A correct pool begins a task after another has ended, not before.", peak, workers)
		}
	})
}

// A priorityTest is a pool, and the tasks that it was given. Each waits until the
// test ends it.
type priorityTest struct {
	t                 *testing.T
	workers, patience int
	pool              *PriorityPool
	tasks             []*priorityTask // in the order in which they were submitted
	closed            chan struct{}   // holds one if Close has returned
	closes            bool            // Close was called
}

type priorityTask struct {
	priority  int
	submitted chan struct{} // holds one if Submit has returned
	begun     chan struct{} // one for each time it was called
	gate      chan struct{} // it returns when it receives, or the gate is closed
	seen      bool          // it has begun, and the test knows
	ended     bool          // the test has let it return
	overtaken int
}

func newPriorityTest(t *testing.T, workers, patience int) *priorityTest {
	t.Helper()
	p := &priorityTest{t: t, workers: workers, patience: patience, closed: make(chan struct{}, 1)}
	t.Cleanup(func() { // after a failure, let the tasks return and the workers end
		if t.Failed() {
			for _, task := range p.tasks {
				close(task.gate)
			}
			if p.pool != nil && !p.closes {
				p.close()
			}
		}
	})
	if p.pool = NewPriorityPool(workers, patience); p.pool == nil {
		t.Fatal("NewPriorityPool returned nil.")
	}
	return p
}

// submit submits a task.
func (p *priorityTest) submit(priority int) {
	p.t.Helper()
	task := &priorityTask{
		priority: priority, submitted: make(chan struct{}, 1),
		begun: make(chan struct{}, 10), gate: make(chan struct{}, 1),
	}
	p.tasks = append(p.tasks, task)
	go func() {
		p.pool.Submit(priority, func() {
			task.begun <- struct{}{}
			<-task.gate
		})
		task.submitted <- struct{}{}
	}()
	settle.Calm(p.t, "Submit was called")
	if len(task.submitted) == 0 {
		settle.GiveUp(p.t, "deadlock: Submit was called, and waits though no worker and no task should keep it waiting.\n"+
			"A correct Submit puts the task where it waits, and returns. It holds no lock for long, and nobody\n"+
			"holds one while a task runs.")
	}
	p.look()
}

// end lets a task return.
func (p *priorityTest) end(task *priorityTask) {
	p.t.Helper()
	task.ended = true
	task.gate <- struct{}{}
	settle.Calm(p.t, "A task has ended, others may run or wait")
	p.look()
}

// running returns the tasks that run.
func (p *priorityTest) running() (running []*priorityTask) {
	for _, task := range p.tasks {
		if task.seen && !task.ended {
			running = append(running, task)
		}
	}
	return running
}

// look finds out what has begun since it last looked. It fails the test unless
// as many tasks run as should.
func (p *priorityTest) look() {
	p.t.Helper()
	p.lookForTurns()
	running, left := len(p.running()), 0
	for _, task := range p.tasks {
		if !task.ended {
			left++
		}
	}
	want := min(p.workers, left)
	if running > want {
		p.t.Fatalf("%d tasks run at the same time: want at most %d, one for each worker.\n"+
			"A correct pool never runs more: the workers may share something that bears no more.", running, p.workers)
	}
	if running < want {
		p.t.Fatalf("Of the tasks that were submitted %d have not ended, and %d of them run: want %d.\n"+
			"A correct pool lets every worker work while a task waits, also after Close was called. It holds no\n"+
			"lock while a task runs, and no worker sleeps before it looks again.",
			left, running, want)
	}
}

// lookForTurns fails the test if a task has begun, and it was not its turn. There
// is at most one, since the test ends one task at a time.
func (p *priorityTest) lookForTurns() {
	p.t.Helper()
	for i, task := range p.tasks {
		if len(task.begun) > 1 {
			p.t.Fatalf("A task was run %d times: want once.", len(task.begun))
		}
		if len(task.begun) == 0 || task.seen {
			continue
		}
		waited := p.waiting()
		task.seen = true
		for j, other := range p.tasks {
			if other.seen {
				continue
			}
			if j < i {
				other.overtaken++
			}
			switch {
			case other.overtaken > p.patience:
				p.t.Fatalf("%s\nThe one with priority %d that came before it was overtaken %d times now: patience is %d.\n"+
					"A correct pool lets the one that has waited longest begin when it was overtaken that often: else\n"+
					"it waits for ever if urgent tasks keep coming.", p.chosen(waited, task), other.priority, other.overtaken, p.patience)
			case task.overtaken >= p.patience: // its turn, whatever its priority
			case other.priority > task.priority:
				p.t.Fatalf("%s\nOne with priority %d waits, which is higher, and the other had been overtaken %d times: patience is %d.\n"+
					"A correct pool chooses the highest priority at the moment when a worker is free.",
					p.chosen(waited, task), other.priority, task.overtaken, p.patience)
			case other.priority == task.priority && j < i:
				p.t.Fatalf("%s\nAnother one with that priority was submitted before it, and waits.\n"+
					"A correct pool takes the first of several that have the same priority. (A heap alone does not\n"+
					"know which that is.)", p.chosen(waited, task))
			}
		}
	}
}

// waiting returns the priorities of the tasks that wait.
func (p *priorityTest) waiting() (priorities []int) {
	for _, task := range p.tasks {
		if !task.seen {
			priorities = append(priorities, task.priority)
		}
	}
	return priorities
}

// chosen says what has happened.
func (p *priorityTest) chosen(waiting []int, task *priorityTask) string {
	return fmt.Sprintf("A worker was free, and there waited, in the order in which they were submitted, tasks with\n"+
		"the priorities %v. One with priority %d has begun.", waiting, task.priority)
}

// close calls Close. Each Submit has happened before that.
func (p *priorityTest) close() {
	p.closes = true
	for _, task := range p.tasks {
		select {
		case <-task.submitted:
		default: // the test has failed
		}
	}
	go func() {
		p.pool.Close()
		p.closed <- struct{}{}
	}()
}

// finish ends all tasks, one after another, and then the pool.
func (p *priorityTest) finish() {
	p.t.Helper()
	for running := p.running(); len(running) > 0; running = p.running() {
		p.end(running[0])
	}
	if !p.closes {
		p.close()
	}
	settle.Calm(p.t, "All tasks have ended, and Close was called")
	if len(p.closed) == 0 {
		settle.GiveUp(p.t, "deadlock: all tasks have ended, Close was called, and does not return.\n"+
			"A correct Close tells every worker that no more tasks come, also those that wait for one, and\n"+
			"each looks at that before it waits again. None of them sleeps and looks again later.")
	}
}
