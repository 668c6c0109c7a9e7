package exercises

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"example.com/mastery/internal/settle"
)

// When a test ends, its bubble panics if a goroutine is still blocked: a leak.

// All workers run tasks that submit others: nobody is left to take them.
func TestSelfsubmitWhileAllWorkersSubmit(t *testing.T) {
	for _, c := range []struct{ workers, each int }{{1, 1100}, {2, 40}, {3, 5}} {
		synctest.Test(t, func(t *testing.T) {
			s := startSelfSubmit(t, c.workers, c.workers)
			s.mustRun(c.workers)
			before := runtime.NumGoroutine()
			for i := range c.workers {
				s.submit(i, c.each)
			}
			settle.Calm(t, "Tasks have submitted others")
			if more := len(s.running()) - c.workers; more > 0 {
				t.Fatalf("Each worker runs a task that submits others, and %d of these others have begun: want 0.\n"+
					"A correct submit leaves a task to the worker that is free next. It starts none beyond the limit,\n"+
					"and does not run it itself: else whoever submits it waits for it, with whatever lock it holds.",
					more)
			}
			for i := range c.workers {
				if len(s.tasks[i].submitted) == 0 {
					settle.GiveUp(t, "deadlock: all workers run tasks that submit others, and submit does not return.\n"+
						"It waits for something that only a worker can do: take a task from the queue, or end the one\n"+
						"that was submitted. A correct submit puts the task where there is always room, and returns.")
				}
			}
			if extra := runtime.NumGoroutine() - before; extra > 10 {
				t.Fatalf("%d tasks were submitted, the workers are busy, and there are %d goroutines more than before.\n"+
					"A correct pool stores tasks, not goroutines that wait to hand one over: each costs at least\n"+
					"2 KiB, and the pool is there to bound their number.", c.workers*c.each, extra)
			}
			s.mustRun(c.workers)
			for i := range c.workers {
				s.end(i)
			}
			s.endAll()
			s.mustReturn("All tasks return at once now")
		})
	}
}

func TestSelfsubmitKeepsTheLimitAndReachesIt(t *testing.T) {
	for _, c := range []struct{ workers, first, each int }{{3, 7, 0}, {2, 1, 5}, {4, 2, 3}, {1, 2, 2}} {
		synctest.Test(t, func(t *testing.T) {
			s := startSelfSubmit(t, c.workers, c.first)
			for s.left() > 0 {
				running := s.mustRun(min(c.workers, s.left()))
				youngest := running[len(running)-1]
				if youngest < c.first {
					s.submit(youngest, c.each)
					s.mustRun(min(c.workers, s.left()))
				}
				s.end(youngest)
				settle.Calm(t, "A task has returned, and others run or wait")
				if s.left() > 0 && len(s.returned) > 0 {
					t.Fatalf("SelfSubmit has returned, and %d of %d tasks have not.\n"+
						"A correct SelfSubmit returns when all have: its caller goes on with what they have done.",
						s.left(), len(s.tasks))
				}
			}
			s.mustReturn("All tasks have returned")
		})
	}
}

// Workers that have nothing to do must be there when one of the others submits.
func TestSelfsubmitUsesWorkersThatWereIdle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const workers = 3
		s := startSelfSubmit(t, workers, 1)
		s.mustRun(1)
		for generation := range 3 { // the latest task submits the next ones
			parent := s.running()[0]
			s.submit(parent, 5)
			for s.left() > 1 { // then all workers but one are idle again
				running := s.mustRun(min(workers, s.left()))
				s.end(running[0])
			}
			s.mustRun(1)
			if len(s.returned) > 0 {
				t.Fatalf("Generation %d: a task runs, and SelfSubmit has returned.\n"+
					"A correct SelfSubmit looks whether tasks run, and not only whether some wait: one that runs\n"+
					"may submit more.", generation)
			}
		}
		s.endAll()
		s.mustReturn("All tasks have returned")
	})
}

func TestSelfsubmitOfNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		startSelfSubmit(t, 3, 0).mustReturn("There was no task")
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		SelfSubmit(1)
		runtime.ReadMemStats(&after)
		if more := after.TotalAlloc - before.TotalAlloc; more > 24<<10 {
			t.Errorf("SelfSubmit with one worker and no task took %d KiB of memory.\n"+
				"A correct pool has no room for a fixed number of tasks, however large: some page has more links,\n"+
				"and small sites pay for it too. What grows as it is needed is a slice.", more>>10)
		}
	})
}

// First single tasks go from hand to hand while all workers but one have nothing to
// do: some are woken in vain. Then there is work for all of them.
func TestSelfsubmitKeepsIdleWorkers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const workers, children, chain = 32, 40, 100
		var gates [3]chan struct{} // where the first of the chain waits, the last, and its children
		for i := range gates {
			gates[i] = make(chan struct{})
		}
		returned := make(chan struct{}, 1)
		var running atomic.Int32
		link := func(submit func(Task)) { // the last one
			running.Add(1)
			<-gates[1]
			for range children {
				submit(func(func(Task)) { running.Add(1); <-gates[2] })
			}
			<-gates[2]
		}
		for range chain {
			last := link
			link = func(submit func(Task)) { submit(last) }
		}
		go func() {
			SelfSubmit(workers, func(submit func(Task)) { <-gates[0]; submit(link) })
			returned <- struct{}{}
		}()
		settle.Calm(t, "SelfSubmit was called with one task")
		close(gates[0])
		settle.Calm(t, "Each of many tasks has submitted one other, and the last one runs")
		close(gates[1])
		settle.Calm(t, "The last one has submitted many")
		if n := running.Load(); n != workers {
			settle.GiveUp(t, fmt.Sprintf("A pool has %d workers. Each of %d tasks has submitted one other and returned, the last one has\n"+
				"submitted %d that do not return, and %d tasks run: want %[1]d.\n"+
				"A correct pool has all the workers that its caller chose, until the end: one that was woken, and\n"+
				"finds that another has taken the task, waits again.", workers, chain, children, n))
		}
		close(gates[2])
		settle.Calm(t, "All tasks return at once now")
		if len(returned) == 0 {
			settle.GiveUp(t, "deadlock: all tasks return at once now, and SelfSubmit does not return.\n"+
				"A correct SelfSubmit tells all workers when no task is left.")
		}
	})
}

// Nothing orders the tasks but the pool: what is not guarded is a race, however
// they fall.
func TestSelfsubmitGuardsItsState(t *testing.T) {
	for _, workers := range []int{1, 2, 5} {
		synctest.Test(t, func(t *testing.T) {
			var both sync.WaitGroup
			both.Add(min(2, workers))
			leaf := func(func(Task)) {}
			parent := func(submit func(Task)) {
				both.Done()
				both.Wait() // two at the same time
				for range 3 {
					submit(leaf)
				}
			}
			SelfSubmit(workers, []Task{parent, parent}[:min(2, workers)]...)
		})
	}
}

func TestSelfsubmitRunsEveryTaskOnce(t *testing.T) {
	for _, c := range []struct{ workers, depth, children int }{{1, 300, 1}, {3, 300, 1}, {2, 5, 4}, {4, 9, 2}, {2, 1, 3500}} {
		synctest.Test(t, func(t *testing.T) {
			var count, running, peak atomic.Int64
			var node func(depth int) Task
			node = func(depth int) Task {
				var runs atomic.Int32
				return func(submit func(Task)) {
					now := running.Add(1)
					for old := peak.Load(); now > old && !peak.CompareAndSwap(old, now); old = peak.Load() {
					}
					if runs.Add(1) > 1 {
						t.Error("A task was run twice. A correct pool runs each task once.")
					}
					count.Add(1)
					if depth > 0 {
						for range c.children {
							submit(node(depth - 1))
						}
					}
					running.Add(-1)
				}
			}
			want, level := int64(0), int64(1)
			for range c.depth + 1 {
				want += level
				level *= int64(c.children)
			}
			SelfSubmit(c.workers, node(c.depth))
			if got := count.Load(); got != want {
				t.Errorf("Each of the tasks submitted %d others, %d generations long: %d tasks in all. When SelfSubmit\n"+
					"returned, %d had been run. A correct pool runs all that were submitted: one that is dropped takes\n"+
					"those with it that it would have found.", c.children, c.depth, want, got)
			}
			if peak := peak.Load(); peak > int64(c.workers) {
				t.Errorf("For a moment %d tasks ran at the same time, in a pool of %d workers.\n"+
					"A correct pool begins a task after another has returned, not before.", peak, c.workers)
			}
		})
	}
}

// A selfSubmitCall is a call of SelfSubmit in progress. Its tasks wait until the
// test tells them to submit others, or to return.
type selfSubmitCall struct {
	t        *testing.T
	workers  int
	tasks    []*selfTask // in the order in which they are submitted
	returned chan struct{}
	over     sync.Once
	open     chan struct{} // closed when all tasks may return
}

type selfTask struct {
	begun     chan struct{} // one for each time it was called
	orders    chan []Task   // what it is to submit; nil: return
	submitted chan struct{} // one for each order that was carried out
	ended     bool          // the test has let it return
}

// startSelfSubmit calls SelfSubmit with so many tasks, and returns when nothing can
// go on before one of them does.
func startSelfSubmit(t *testing.T, workers, first int) *selfSubmitCall {
	t.Helper()
	s := &selfSubmitCall{t: t, workers: workers, returned: make(chan struct{}, 1), open: make(chan struct{})}
	t.Cleanup(func() { // after a failure, let the tasks return
		if t.Failed() {
			s.endAll()
		}
	})
	tasks := s.newTasks(first)
	go func() {
		SelfSubmit(workers, tasks...)
		s.returned <- struct{}{}
	}()
	settle.Calm(t, "SelfSubmit was called")
	if len(s.returned) > 0 && first > 0 {
		t.Fatal("SelfSubmit has returned, and no task has. A correct SelfSubmit waits for all of them.")
	}
	return s
}

func (s *selfSubmitCall) newTasks(n int) (tasks []Task) {
	for range n {
		task := &selfTask{
			begun: make(chan struct{}, 3), orders: make(chan []Task, 2), submitted: make(chan struct{}, 2),
		}
		s.tasks = append(s.tasks, task)
		tasks = append(tasks, func(submit func(Task)) {
			task.begun <- struct{}{}
			for {
				select {
				case more := <-task.orders:
					if more == nil {
						return
					}
					for _, t := range more {
						submit(t)
					}
					task.submitted <- struct{}{}
				case <-s.open:
					return
				}
			}
		})
	}
	return tasks
}

// submit lets task i submit n others.
func (s *selfSubmitCall) submit(i, n int) {
	if n > 0 {
		s.tasks[i].orders <- s.newTasks(n)
	}
}

// end lets task i return.
func (s *selfSubmitCall) end(i int) {
	s.tasks[i].ended = true
	s.tasks[i].orders <- nil
}

// endAll lets all tasks return, those too that have not begun.
func (s *selfSubmitCall) endAll() {
	s.over.Do(func() { close(s.open) })
}

// running returns the numbers of the tasks that run.
func (s *selfSubmitCall) running() (running []int) {
	for i, task := range s.tasks {
		if len(task.begun) > 0 && !task.ended {
			running = append(running, i)
		}
	}
	return running
}

// left returns how many tasks have not returned.
func (s *selfSubmitCall) left() (left int) {
	for _, task := range s.tasks {
		if !task.ended {
			left++
		}
	}
	return left
}

// mustRun fails the test unless so many tasks run, and returns their numbers.
func (s *selfSubmitCall) mustRun(want int) []int {
	s.t.Helper()
	settle.Calm(s.t, "Tasks run, others may wait")
	running := s.running()
	if len(running) > want {
		s.t.Fatalf("%d tasks run at the same time: want at most %d, one for each worker.\n"+
			"A correct pool never runs more tasks than that: what it bounds may be the connections to a server.",
			len(running), s.workers)
	}
	if len(running) < want {
		s.t.Fatalf("Of the tasks that were submitted %d have not returned, and %d of them run: want %d.\n"+
			"A correct pool has a free worker for every task that waits, up to that number: workers that have\n"+
			"nothing to do wait, since a task that runs may submit others.", s.left(), len(running), want)
	}
	return running
}

// mustReturn fails the test unless every task was run once and SelfSubmit has
// returned.
func (s *selfSubmitCall) mustReturn(when string) {
	s.t.Helper()
	settle.Calm(s.t, when)
	if len(s.returned) == 0 {
		settle.GiveUp(s.t, "deadlock: "+when+", and SelfSubmit does not return.\n"+
			"A correct SelfSubmit knows how many tasks have not returned: when the last one has, and submitted\n"+
			"nothing, it tells the workers that wait. None of them sleeps and looks again later.")
	}
	for i, task := range s.tasks {
		if n := len(task.begun); n != 1 {
			s.t.Fatalf("%s, and SelfSubmit has returned. Task %d of %d was run %d times: want once.\n"+
				"A correct pool runs all that were submitted: one that is dropped takes those with it that it\n"+
				"would have found.", when, i, len(s.tasks), n)
		}
	}
}
