package pool

import (
	"runtime"
	"slices"
	"time"
)

// A worker is a goroutine that runs tasks. Its fields are guarded by the mutex
// of its pool.
type worker struct {
	pool   *Pool
	wake   chan struct{} // has room for the one signal a sleeping worker gets
	timer  *time.Timer   // nil until the worker has slept with a limit
	coming bool          // it counts in pool.coming
	busy   bool          // it counts in pool.busy
}

// wakeAndUnlock makes sure that the queued tasks get workers, and unlocks p.mu.
// Every change that leaves tasks queued ends here. As many workers are woken as
// tasks are queued and no more: a task that comes while the workers are on their
// way, or busy, costs no waking. Since each change queues one task, or takes a
// worker away from those that are coming but a task from the queue as well, one
// waking for each change is enough.
func (p *Pool) wakeAndUnlock() {
	if p.queued <= p.coming {
		p.mu.Unlock()
		return
	}
	switch n := len(p.idle); {
	case n > 0:
		w := p.idle[n-1] // the last one: its stack is warm, and the others may retire
		p.idle = p.idle[:n-1]
		p.call(w)
		p.mu.Unlock()
		w.wake <- struct{}{}
	case p.workers < p.limits.workers:
		w := &worker{pool: p, wake: make(chan struct{}, 1)}
		p.workers++
		p.call(w)
		p.mu.Unlock()
		go w.work()
	default:
		p.mu.Unlock()
	}
}

// call counts w among those that are coming. The caller holds p.mu.
func (p *Pool) call(w *worker) {
	w.coming = true
	p.coming++
}

// work is the goroutine of a worker. It ends when the pool is closed and its
// queues are empty, or when the worker has been idle for too long. If a task
// ends it with runtime.Goexit, another goroutine goes on for it.
func (w *worker) work() {
	ended := false
	defer func() {
		// That a panic was recovered does not tell: it may have come up while
		// a Goexit ran deferred calls, and the Goexit goes on after it.
		if !ended {
			go w.work()
		}
	}()
	for w.serve() {
	}
	ended = true
}

// serve runs tasks. It returns false when w is to end, and true after a panic.
// The recovering is set up once for all tasks, not once for each.
func (w *worker) serve() (panicked bool) {
	var j job
	defer func() {
		if j != nil {
			w.pool.broke(j, recover())
			panicked = true
		}
	}()
	for {
		if j = w.next(); j == nil {
			return false
		}
		j.run(w.pool.ctx)
		j = nil // or a worker that sleeps would keep its last task
	}
}

// next ends the task that w runs, if any, and returns the next one for it; nil
// if w is to end. It blocks while there is none.
func (w *worker) next() job {
	p := w.pool
	yielded := false
	for {
		p.mu.Lock()
		w.arrive()
		switch {
		case p.queued > 0:
			j := p.pop()
			w.busy = true
			p.busy++
			if p.waiting > 0 {
				p.admit()
			}
			p.wakeAndUnlock()
			return j
		case p.closed:
			p.workers--
			p.endAndUnlock()
			return nil
		case !yielded:
			// Who submits is perhaps about to do so again, and waits for a
			// processor only. This is cheaper than to sleep and be woken.
			yielded = true
			p.call(w)
			p.mu.Unlock()
			runtime.Gosched()
		case !w.sleep():
			return nil
		}
	}
}

// arrive ends what w did until now. The caller holds p.mu.
func (w *worker) arrive() {
	p := w.pool
	if w.coming {
		w.coming = false
		p.coming--
	}
	if w.busy {
		w.busy = false
		p.busy--
		p.total.Done++
	}
}

// pop removes the queued task that goes first. There must be one, and the caller
// holds p.mu. If two keys are the same, the lower level was submitted first.
func (p *Pool) pop() job {
	var best *ring
	for i := range p.queues {
		if r := &p.queues[i]; r.len > 0 && (best == nil || r.first().key < best.first().key) {
			best = r
		}
	}
	p.queued--
	return best.pop()
}

// sleep blocks until w is woken. It returns false if w is to end, because it was
// idle for too long. The caller holds p.mu, which sleep releases.
func (w *worker) sleep() bool {
	p := w.pool
	p.idle = append(p.idle, w)
	// Who sees that it is one of those to keep needs no timer: should the pool
	// grow, then the new ones will sleep later than this one, and see it.
	mayEnd := p.limits.idle > 0 && p.workers > p.limits.keep
	p.mu.Unlock()
	if !mayEnd {
		<-w.wake
		return true
	}
	if w.timer == nil {
		w.timer = time.NewTimer(p.limits.idle)
	} else {
		w.timer.Reset(p.limits.idle)
	}
	select {
	case <-w.wake:
		w.timer.Stop()
		return true
	case <-w.timer.C:
		return !w.retire()
	}
}

// retire ends w after too long a sleep. It returns false if w has been woken in
// the last moment, or has to stay: then it slept on until it was woken.
func (w *worker) retire() bool {
	p := w.pool
	p.mu.Lock()
	if i := slices.Index(p.idle, w); i >= 0 && p.workers > p.limits.keep {
		p.idle = slices.Delete(p.idle, i, i+1)
		p.workers--
		p.mu.Unlock()
		return true
	}
	p.mu.Unlock()
	<-w.wake
	return false
}

// runInline runs a task in the goroutine of its submitter.
func (p *Pool) runInline(j job) {
	defer func() {
		p.mu.Lock()
		p.inline--
		p.total.Done++
		p.endAndUnlock()
	}()
	returned := false
	defer func() {
		if !returned {
			p.broke(j, recover())
		}
	}()
	j.run(p.ctx)
	returned = true
}
