package exercises

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"example.com/mastery/internal/settle"
)

// When a test ends, its bubble panics if a goroutine is still blocked: a leak.

func TestFixedWorksOnWhatIsLeftAtClose(t *testing.T) {
	for _, count := range []int{6, 5, 3, 1} {
		synctest.Test(t, func(t *testing.T) {
			const n = 3
			jobs := make(chan int, count)
			for i := range count {
				jobs <- i
			}
			close(jobs)
			f := startFixed(t, n, count, jobs)
			f.receive()
			for done := range count {
				running := f.running("jobs held some jobs and was closed, and a worker is free or at work")
				if len(running) == 0 {
					t.Fatalf("jobs held %d jobs and was closed. %d of them were worked on, no other begins, and %s.\n"+
						"A correct Fixed works on all of them: the sender closed the channel to say that no more\n"+
						"come, not that nobody wants the rest.", count, done, f.state())
				}
				f.end(running[0])
			}
			f.mustFinish("jobs held some jobs and was closed, and all of them were worked on")
		})
	}
}

func TestFixedKeepsTheLimitAndReachesIt(t *testing.T) {
	for _, c := range []struct{ n, count int }{{3, 11}, {1, 4}, {4, 4}, {5, 3}} {
		synctest.Test(t, func(t *testing.T) {
			f := feedFixed(t, c.n, c.count)
			f.receive()
			for done := range c.count {
				running := f.running("There are jobs enough, and somebody receives the results")
				want := min(c.n, c.count-done)
				if len(running) > want {
					t.Fatalf("Fixed(%d, …) with jobs enough: %d calls of work run at the same time.\n"+
						"A correct Fixed never has more than n, not by one: n may be the number of connections\n"+
						"that a database accepts.", c.n, len(running))
				}
				if len(running) < want {
					t.Fatalf("Fixed(%d, …): %d of %d jobs are done, and %d calls of work run, want %d; %s.\n"+
						"A correct Fixed keeps n calls of work going while there are jobs, and begins the next job as\n"+
						"soon as one is done, whichever that is: a worker that does nothing while a job waits is time\n"+
						"lost.", c.n, done, c.count, len(running), want, f.state())
				}
				f.end(running[len(running)-1]) // the youngest: batches then leave workers idle
			}
			f.mustFinish("All jobs were worked on, and jobs was closed")
		})
	}
}

func TestFixedWorksOnAJobWhenItComes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const count = 7
		jobs := make(chan int)
		end := sync.OnceFunc(func() { close(jobs) })
		t.Cleanup(end) // after a failure, let the workers end
		f := startFixed(t, 3, count, jobs)
		f.receive()
		for i := range count {
			settle.Calm(t, "There is no job to do")
			select {
			case jobs <- i:
			default:
				t.Fatalf("%d jobs were worked on, no other is inside, and a send to jobs has to wait.\n"+
					"A correct Fixed has a worker that waits for the next job.", i)
			}
			if running := f.running("One job was sent"); len(running) == 0 {
				t.Fatalf("A job was sent, all workers are free, jobs is still open, and work was not called.\n" +
					"A correct Fixed works on a job when it comes: a server's jobs are never closed, and one\n" +
					"that waits for the last of them never begins.")
			}
			f.end(i)
			settle.Calm(t, "One job was worked on, and somebody receives the results")
			if len(f.received) < i+1 {
				t.Fatalf("%d jobs were worked on, and %d results received, though somebody waits for them; %s.\n"+
					"A correct Fixed sends each result when it is there.", i+1, len(f.received), f.state())
			}
		}
		end()
		f.mustFinish("All workers were waiting for a job, and jobs was closed")
	})
}

func TestFixedWithNoJobs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		jobs := make(chan int)
		close(jobs)
		f := startFixed(t, 3, 0, jobs)
		f.receive()
		f.mustFinish("jobs was closed, and there had been no job")
	})
}

func TestFixedDoesNotRunAhead(t *testing.T) {
	for _, n := range []int{1, 3} {
		synctest.Test(t, func(t *testing.T) {
			const count = 60
			f := feedFixed(t, n, count)
			for i := range count {
				f.end(i) // as soon as it begins
			}
			settle.Calm(t, "Jobs are there, and nobody receives results")
			if inside := len(f.sent); inside > 2*n {
				t.Fatalf("Fixed(%d, …): nobody has received a result, and %d jobs were taken: want at most %d.\n"+
					"In a correct Fixed each worker has one job, or its result, and for each at most one more waits,\n"+
					"before the worker or behind it: else they pile up, and memory is the only bound.", n, inside, 2*n)
			}
			f.receive()
			f.mustFinish("Nobody received results for a while, then somebody did")
		})
	}
}

// Nothing orders the calls of work but what Fixed does: what is not guarded is a
// race, however they fall.
func TestFixedGuardsItsState(t *testing.T) {
	for _, n := range []int{1, 2, 7} {
		synctest.Test(t, func(t *testing.T) {
			const count = 100
			jobs := make(chan int)
			go func() {
				defer close(jobs)
				for i := range count {
					jobs <- i
				}
			}()
			var got, want []int
			for r := range Fixed(n, jobs, func(i int) int { return 2 * i }) {
				got = append(got, r)
			}
			for i := range count {
				want = append(want, 2*i)
			}
			if slices.Sort(got); !slices.Equal(got, want) {
				t.Errorf("Fixed(%d, …) got %d jobs, and delivered %d results, sorted: %v.\n"+
					"A correct Fixed delivers the result of each job, once.", n, count, len(got), got)
			}
		})
	}
}

// Here work takes no time, and the workers meet as closely as they can.
func TestFixedNeverGoesBeyondTheLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n, count = 2, 200
		jobs := make(chan int, count)
		for i := range count {
			jobs <- i
		}
		close(jobs)
		var running, peak atomic.Int32
		results := Fixed(n, jobs, func(i int) int {
			now := running.Add(1)
			for {
				old := peak.Load()
				if now <= old || peak.CompareAndSwap(old, now) {
					break
				}
			}
			running.Add(-1)
			return i
		})
		for range results {
		}
		if peak := peak.Load(); peak > n {
			t.Errorf("Fixed(%d, …): for a moment %d calls of work ran at the same time.\n"+
				"A correct Fixed begins a job after another has returned, not before.", n, peak)
		}
	})
}

// More workers than there are processors, or than somebody may hold for enough.
func TestFixedHasAsManyWorkersAsItWasTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n, count = 32, 35
		f := feedFixed(t, n, count)
		f.receive()
		if running := len(f.running("There are jobs enough, and somebody receives the results")); running != n {
			t.Fatalf("Fixed(%d, …) with %d jobs: %d calls of work run, want %d.\n"+
				"A correct Fixed has the n workers that its caller chose, however many processors there are:\n"+
				"jobs that wait for a disk or a server need none.", n, count, running, n)
		}
		for i := range count {
			f.end(i)
		}
		f.mustFinish("All jobs were worked on, and jobs was closed")
	})
}

// A fixedCall is a call of Fixed in progress. Its jobs are the numbers from 0.
type fixedCall struct {
	t        *testing.T
	results  <-chan int
	begun    []chan struct{} // of each job: one for each time that work was called
	gates    []chan struct{} // of each job: work waits for one, or the close
	ended    []bool          // of each job: the test has let work return
	sent     chan struct{}   // one for each job that was received
	received chan int        // the results
	closed   chan struct{}   // holds one if results was closed
	receives bool
}

// feedFixed is startFixed for so many jobs, which are sent as they are received.
// After the last, jobs is closed.
func feedFixed(t *testing.T, n, count int) *fixedCall {
	t.Helper()
	jobs := make(chan int)
	sent, stop := make(chan struct{}, count), make(chan struct{})
	go func() { // ends when all are sent, or the test has failed
		defer close(jobs)
		for i := range count {
			select {
			case jobs <- i:
				sent <- struct{}{}
			case <-stop:
				return
			}
		}
	}()
	t.Cleanup(func() {
		if t.Failed() {
			close(stop)
		}
	})
	f := startFixed(t, n, count, jobs)
	f.sent = sent
	return f
}

// startFixed calls Fixed, for jobs that are below count, and returns when it has
// returned.
func startFixed(t *testing.T, n, count int, jobs <-chan int) *fixedCall {
	t.Helper()
	f := &fixedCall{
		t: t, ended: make([]bool, count),
		received: make(chan int, 2*count+10), closed: make(chan struct{}, 1),
	}
	for range count {
		f.begun = append(f.begun, make(chan struct{}, 10))
		f.gates = append(f.gates, make(chan struct{}, 1))
	}
	t.Cleanup(func() { // after a failure, let the goroutines end
		if t.Failed() {
			for _, gate := range f.gates {
				close(gate)
			}
			if f.results != nil {
				f.receive()
			}
		}
	})
	returned := make(chan (<-chan int), 1)
	go func() {
		returned <- Fixed(n, jobs, func(i int) int {
			f.begun[i] <- struct{}{}
			<-f.gates[i]
			return 1000 + i
		})
	}()
	settle.Calm(t, "Fixed was called, and nobody receives results yet")
	if len(returned) == 0 {
		settle.GiveUp(t, "deadlock: Fixed does not return: it waits for workers, and they wait for somebody who receives\n"+
			"their results. Nobody can, before Fixed has returned the channel.\n"+
			"A correct Fixed starts the workers and returns; another goroutine waits for their end.")
	}
	if f.results = <-returned; f.results == nil {
		t.Fatal("Fixed returned a nil channel. Whoever receives from that waits for ever.")
	}
	return f
}

// receive lets a goroutine receive the results, until their channel is closed.
func (f *fixedCall) receive() {
	if f.receives {
		return
	}
	f.receives = true
	go func() {
		for r := range f.results {
			f.received <- r
		}
		close(f.received)
		f.closed <- struct{}{}
	}()
}

// running returns the jobs that are worked on, when nothing can go on before one
// of them is done. when says what has happened.
func (f *fixedCall) running(when string) (running []int) {
	f.t.Helper()
	settle.Calm(f.t, when)
	for i, begun := range f.begun {
		if len(begun) > 0 && !f.ended[i] {
			running = append(running, i)
		}
	}
	return running
}

// end lets work return from job i.
func (f *fixedCall) end(i int) {
	f.ended[i] = true
	f.gates[i] <- struct{}{}
}

// state says whether the results have ended. It looks without waiting, and so
// orders nothing.
func (f *fixedCall) state() string {
	if len(f.closed) > 0 {
		return "the channel of the results is closed"
	}
	return "the channel of the results is open"
}

// mustFinish fails the test unless every job was worked on once, its result was
// received, and the channel is closed.
func (f *fixedCall) mustFinish(when string) {
	f.t.Helper()
	settle.Calm(f.t, when)
	for i, begun := range f.begun {
		if len(begun) > 1 {
			settle.GiveUp(f.t, fmt.Sprintf("%s, and work was called for job %d more than once.\n"+
				"A correct Fixed calls it once for each job. A receive from a channel that is closed and empty\n"+
				"returns a zero at once, again and again: range ends there, or ask whether the receive was ok.", when, i))
		}
	}
	if len(f.closed) == 0 {
		settle.GiveUp(f.t, "deadlock: "+when+", and the channel of the results is still open.\n"+
			"Whoever ranges over it waits for ever. A correct Fixed closes it when the last worker has ended:\n"+
			"somebody has to wait for that.")
	}
	got := map[int]int{}
	for r := range f.received {
		got[r]++
	}
	var jobs, results []int // that are not there once
	for i, begun := range f.begun {
		if len(begun) == 0 {
			jobs = append(jobs, i)
		}
		if got[1000+i] != 1 {
			results = append(results, i)
		}
		delete(got, 1000+i)
	}
	switch {
	case len(jobs) > 0:
		f.t.Errorf("%s. work was never called for the jobs %v.\n"+
			"A correct Fixed calls it for every job, however long they have waited.", when, jobs)
	case len(results) > 0:
		f.t.Errorf("%s. Not every result was received once: see those of the jobs %v.\n"+
			"A correct Fixed closes the channel after the last result, and loses none.", when, results)
	case len(got) > 0:
		f.t.Errorf("%s. Received were also results that work did not return: %v.", when, got)
	}
}
