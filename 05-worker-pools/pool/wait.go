package pool

import "context"

// A waiter is a Submit that waits for room.
type waiter struct {
	entry      entry
	outcome    chan error // has room for the one outcome that a wait has
	next, prev *waiter
	waiting    bool // it is in a line
}

// wait blocks until there was room for j, the pool is closed or ctx ends. The
// caller holds p.mu, which wait releases.
func (p *Pool) wait(ctx context.Context, level Level, j job) error {
	w, ok := p.waiters.Get().(*waiter)
	if !ok {
		w = &waiter{outcome: make(chan error, 1)}
	}
	p.number++
	w.entry = entry{j, p.key(level)}
	p.lines[level-Low].join(w)
	p.waiting++
	p.mu.Unlock()
	var err error
	select {
	case err = <-w.outcome:
	case <-ctx.Done():
		if p.giveUp(level, w) {
			err = ctx.Err()
		} else {
			err = <-w.outcome // too late: the task is queued, or the pool closed
		}
	}
	w.entry = entry{} // or the task would stay reachable
	p.waiters.Put(w)
	return err
}

// giveUp takes w out of its line, if it still waits there.
func (p *Pool) giveUp(level Level, w *waiter) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !w.waiting {
		return false
	}
	p.lines[level-Low].remove(w)
	p.waiting--
	p.total.Rejected++
	return true
}

// admit queues the tasks of those who wait, as far as there is room. The caller
// holds p.mu.
func (p *Pool) admit() {
	for level := Low; level <= High; level++ {
		for l := &p.lines[level-Low]; l.first != nil && p.room(level); {
			w := l.first
			l.remove(w)
			p.waiting--
			p.push(level, w.entry)
			w.outcome <- nil
		}
	}
}

// refuse tells all who wait that the pool is closed. The caller holds p.mu.
func (p *Pool) refuse() {
	for i := range p.lines {
		for l := &p.lines[i]; l.first != nil; {
			w := l.first
			l.remove(w)
			p.waiting--
			p.total.Rejected++
			w.outcome <- ErrClosed
		}
	}
}

// A line is a list of waiters, the longest wait first.
type line struct {
	first, last *waiter
}

func (l *line) join(w *waiter) {
	w.waiting = true
	w.prev = l.last
	if l.last == nil {
		l.first = w
	} else {
		l.last.next = w
	}
	l.last = w
}

func (l *line) remove(w *waiter) {
	if w.prev == nil {
		l.first = w.next
	} else {
		w.prev.next = w.next
	}
	if w.next == nil {
		l.last = w.prev
	} else {
		w.next.prev = w.prev
	}
	w.next, w.prev, w.waiting = nil, nil, false
}
