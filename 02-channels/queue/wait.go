package queue

import "context"

// A waiter is one blocked Put or Get.
type waiter[T any] struct {
	item       T // what is to be put, or what was got
	outcome    chan outcome
	next, prev *waiter[T]
	waiting    bool // it is in a line
}

// An outcome is how a wait ended.
type outcome bool

const (
	served  outcome = true
	refused outcome = false // the queue was closed
)

// end ends the wait of w, which has left its line; of nobody, if w is nil. The
// channel has room for the one outcome that a wait has, so end never blocks.
func (w *waiter[T]) end(o outcome) {
	if w != nil {
		w.outcome <- o
	}
}

// wait blocks until w, which is in line, is served or refused or ctx ends. Then
// w belongs to the queue again.
func (q *Queue[T]) wait(ctx context.Context, w *waiter[T], in *line[T]) (T, error) {
	var o outcome
	if done := ctx.Done(); done == nil {
		o = <-w.outcome
	} else {
		select {
		case o = <-w.outcome:
		case <-done:
			if q.giveUp(w, in) {
				var none T
				return none, ctx.Err()
			}
			// Too late: somebody served or refused w first. What it got must
			// not be lost, so the end of ctx does not count.
			o = <-w.outcome
		}
	}
	item := w.item
	q.release(w)
	if o == refused {
		var none T
		return none, ErrClosed
	}
	return item, nil
}

// giveUp takes w out of its line, if it still waits there.
func (q *Queue[T]) giveUp(w *waiter[T], in *line[T]) bool {
	q.lock()
	waiting := w.waiting
	if waiting {
		in.remove(w)
	}
	q.mu.Unlock()
	if waiting {
		q.release(w)
	}
	return waiting
}

// waiter returns one that nobody uses.
func (q *Queue[T]) waiter() *waiter[T] {
	if w, ok := q.waiters.Get().(*waiter[T]); ok {
		return w
	}
	return &waiter[T]{outcome: make(chan outcome, 1)}
}

// release keeps w for the next one who must wait: a queue on which somebody
// waits all the time would else allocate all the time.
func (q *Queue[T]) release(w *waiter[T]) {
	var none T
	w.item = none
	q.waiters.Put(w)
}

// A line is a list of waiters, the longest wait first.
type line[T any] struct {
	first, last *waiter[T]
}

func (l *line[T]) join(w *waiter[T]) {
	w.waiting = true
	w.prev = l.last
	if l.last == nil {
		l.first = w
	} else {
		l.last.next = w
	}
	l.last = w
}

// leave takes the first out of the line; nil if it is empty.
func (l *line[T]) leave() *waiter[T] {
	w := l.first
	if w != nil {
		l.remove(w)
	}
	return w
}

func (l *line[T]) remove(w *waiter[T]) {
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

// refuse empties the line and tells everybody in it that the queue is closed.
func (l *line[T]) refuse() {
	for w := l.leave(); w != nil; w = l.leave() {
		w.end(refused)
	}
}
