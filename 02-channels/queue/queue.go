package queue

import (
	"context"
	"errors"
	"iter"
	"sync"
)

// ErrClosed is returned by Put once the queue is closed, and by Get once it is
// closed and empty.
var ErrClosed = errors.New("queue: closed")

// A Queue is a first-in-first-out queue that any number of goroutines may use
// at the same time. The zero value is open, empty and unbounded. A Queue must
// not be copied after first use.
type Queue[T any] struct {
	capacity int // 0: unbounded; set by New, never changed

	mu      sync.Mutex // guards all below
	items   ring[T]
	closed  bool
	getters line[T] // those who wait for an item; then items is empty
	putters line[T] // those who wait for room; then items is full

	waiters sync.Pool // of *waiter[T] that nobody uses
}

// New returns an open, empty queue that holds at most capacity items. It panics
// if capacity is less than 1: for a hand-over without a buffer, a channel is
// the right thing.
func New[T any](capacity int) *Queue[T] {
	if capacity < 1 {
		panic("queue: New with a capacity below 1")
	}
	return &Queue[T]{capacity: capacity, items: ring[T]{fixed: true}}
}

// Put appends item.
//
// It blocks while the queue is full; an unbounded one never is. It returns
// ErrClosed if the queue is closed, before or while it blocks, and ctx's error
// if ctx ends before there is room or has ended already. On an error the item
// is not in the queue.
func (q *Queue[T]) Put(ctx context.Context, item T) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	q.lock()
	if q.closed {
		q.mu.Unlock()
		return ErrClosed
	}
	if w, ok := q.put(item); ok {
		q.mu.Unlock()
		w.end(served)
		return nil
	}
	w := q.waiter()
	w.item = item
	q.putters.join(w)
	q.mu.Unlock()
	_, err := q.wait(ctx, w, &q.putters)
	return err
}

// TryPut appends item if that is possible at once, and reports whether it was.
// It never blocks. It returns false if the queue is full or closed; the item is
// then not in it.
func (q *Queue[T]) TryPut(item T) bool {
	q.lock()
	if q.closed {
		q.mu.Unlock()
		return false
	}
	w, ok := q.put(item)
	q.mu.Unlock()
	w.end(served)
	return ok
}

// Get removes and returns the oldest item.
//
// It blocks while the queue is open and empty. Once the queue is closed, Get
// returns what is left in it and after that ErrClosed. It returns ctx's error
// if ctx ends before there is an item or has ended already. On an error nothing
// was removed.
func (q *Queue[T]) Get(ctx context.Context) (T, error) {
	var none T
	if err := ctx.Err(); err != nil {
		return none, err
	}
	q.lock()
	if item, w, ok := q.get(); ok {
		q.mu.Unlock()
		w.end(served)
		return item, nil
	}
	if q.closed {
		q.mu.Unlock()
		return none, ErrClosed
	}
	w := q.waiter()
	q.getters.join(w)
	q.mu.Unlock()
	return q.wait(ctx, w, &q.getters)
}

// TryGet removes and returns the oldest item if there is one, and reports
// whether there was. It never blocks.
func (q *Queue[T]) TryGet() (T, bool) {
	q.lock()
	item, w, ok := q.get()
	q.mu.Unlock()
	w.end(served)
	return item, ok
}

// All returns an iterator that gets items, blocking as Get does, until the
// queue is closed and empty or ctx ends; ctx.Err tells which. A loop that
// breaks leaves the rest in the queue. Several goroutines may range at the same
// time: each item goes to one of them.
func (q *Queue[T]) All(ctx context.Context) iter.Seq[T] {
	return func(yield func(T) bool) {
		for {
			item, err := q.Get(ctx)
			if err != nil || !yield(item) {
				return
			}
		}
	}
}

// Close closes the queue: from now on nothing more is taken in. Puts that are
// blocked return ErrClosed; Gets that are blocked too, since the queue is then
// empty. What is in the queue stays there to be got. Closing a closed queue
// does nothing.
func (q *Queue[T]) Close() {
	q.lock()
	defer q.mu.Unlock()
	q.closed = true
	q.getters.refuse()
	q.putters.refuse()
}

// Len returns how many items are in the queue. It may be out of date when the
// caller looks at it: use it for a gauge, never to decide whether a Get will
// block.
func (q *Queue[T]) Len() int {
	q.lock()
	defer q.mu.Unlock()
	return q.items.len
}

// Cap returns the capacity, 0 for an unbounded queue.
func (q *Queue[T]) Cap() int { return q.capacity }

// How long a Put or Get that finds the lock taken looks away before it waits
// for it.
const (
	looks = 3
	pause = 10_000 // turns of an empty loop: a few microseconds, some tens of operations
)

// lock locks q.mu. It is held for some tens of nanoseconds, and while two
// processors ask for it at every operation, they do little else than move its
// cache line to and fro. So whoever finds it taken looks away: meanwhile the
// other one gets a burst of operations done, without anybody in its way. Lock
// comes last: whoever had no luck stands in line, and is not overtaken for ever.
func (q *Queue[T]) lock() {
	for range looks {
		if q.mu.TryLock() {
			return
		}
		for range pause {
		}
	}
	q.mu.Lock()
}

// put hands item to the getter that waits longest or stores it, and reports
// whether there was room. The caller holds q.mu, the queue is open, and the
// waiter that was served, if any, is to be told when q.mu is released: waking a
// goroutine takes longer than all that the lock is held for.
func (q *Queue[T]) put(item T) (*waiter[T], bool) {
	if w := q.getters.leave(); w != nil {
		w.item = item
		return w, true
	}
	if q.capacity > 0 && q.items.len == q.capacity {
		return nil, false
	}
	q.items.push(item)
	return nil, true
}

// get takes the oldest item. If somebody waits for room, theirs moves up: the
// queue was full. The caller holds q.mu and tells the waiter, as with put.
func (q *Queue[T]) get() (T, *waiter[T], bool) {
	if q.items.len == 0 {
		var none T
		return none, nil, false
	}
	item := q.items.pop()
	w := q.putters.leave()
	if w != nil {
		q.items.push(w.item)
	}
	return item, w, true
}
