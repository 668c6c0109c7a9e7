package pipeline

import (
	"context"
	"errors"
	"iter"
	"math/bits"
	"sync"
)

// chunk is how many items a stage takes out of a link at a time, at most.
const chunk = 32

// A link joins two stages. It is a queue with bounded room from which several
// items are taken for the price of one. An item can be taken as soon as it is
// in: nothing waits for a chunk to be full.
//
// Places are counted from 0 on: items are in the places from head up to tail.
// In an ordered link, filled through reserve and put, some places behind tail
// may be filled, too, but none from head+room on.
type link[T any] struct {
	run  *run
	room int
	mask int // place & mask is the index of its slot

	mu         sync.Mutex // guards all below
	slots      []T
	full       []bool // of the slots from tail on; nil until put is called
	head, tail int
	borrowed   bool // slots belong to somebody else: never changed
	closed     bool
	alarm      bool // take must return

	takers, putters int // how many wait
	items, space    sync.Cond
}

// newLink returns an empty link.
func newLink[T any](r *run, room int) *link[T] {
	size := 1 << bits.Len(uint(room-1)) // the power of two that room fits in
	l := &link[T]{run: r, room: room, mask: size - 1, slots: make([]T, size)}
	l.items.L, l.space.L = &l.mu, &l.mu
	r.add(l)
	return l
}

// fullLink returns a closed link with the items of a slice, which it does not
// change. Nobody ever waits at it, so its conditions need no lock.
func fullLink[T any](r *run, items []T) *link[T] {
	return &link[T]{run: r, room: len(items), mask: -1, slots: items, tail: len(items), borrowed: true, closed: true}
}

// push appends an item. It blocks while there is no room, and reports false if
// the run is stopped, or the link closed: the item is then dropped.
func (l *link[T]) push(item T) bool {
	l.mu.Lock()
	for l.tail-l.head >= l.room && !l.run.stopped.Load() {
		l.await(&l.space, &l.putters)
	}
	if l.closed || l.run.stopped.Load() {
		l.mu.Unlock()
		return false
	}
	l.slots[l.tail&l.mask] = item
	l.tail++
	wake := l.takers > 0
	l.mu.Unlock()
	if wake {
		l.items.Signal()
	}
	return true
}

// errLate tells a function that emits after it has returned.
var errLate = errors.New("pipeline: emit called after its function had returned")

// emit is push for the functions of others. They may have seen that the context
// has ended a moment before push can.
func (l *link[T]) emit(item T) error {
	switch {
	case l.run.ctx.Err() == nil && l.push(item):
		return nil
	case l.run.ctx.Err() != nil:
		return context.Cause(l.run.ctx)
	default:
		return errLate
	}
}

// reserve blocks until there is room for the item of a place, and reports false
// if the run is stopped. Each place belongs to one caller, who then calls put.
func (l *link[T]) reserve(place int) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for place-l.head >= l.room && !l.run.stopped.Load() {
		l.await(&l.space, &l.putters)
	}
	return !l.run.stopped.Load()
}

// put fills a place that was reserved. It never blocks.
func (l *link[T]) put(place int, item T) {
	l.mu.Lock()
	if l.full == nil {
		l.full = make([]bool, len(l.slots))
	}
	l.slots[place&l.mask], l.full[place&l.mask] = item, true
	before := l.tail
	for l.full[l.tail&l.mask] {
		l.full[l.tail&l.mask] = false
		l.tail++
	}
	wake := l.takers > 0 && l.tail > before
	l.mu.Unlock()
	if wake {
		l.items.Broadcast()
	}
}

// close says that no item comes any more.
func (l *link[T]) close() {
	l.mu.Lock()
	l.closed = true
	l.mu.Unlock()
	l.items.Broadcast()
}

// ring makes a take return that finds no item.
func (l *link[T]) ring() {
	l.mu.Lock()
	l.alarm = true
	l.mu.Unlock()
	l.items.Broadcast()
}

// wake wakes those who wait for room: the run is stopped. Those who wait for
// items are woken by the close, when the stage before them has ended.
func (l *link[T]) wake() {
	l.mu.Lock() // or somebody who has looked, but does not wait yet, would miss it
	defer l.mu.Unlock()
	l.space.Broadcast()
}

// all returns an iterator over the items and their places, which takes up to n
// at a time. It ends when the link is closed and empty, or the run stopped.
func (l *link[T]) all(n int) iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		taken := l.buffer(n)
		for {
			place, n, more := l.take(taken)
			if !more {
				return
			}
			for i, item := range taken[:n] {
				if l.run.stopped.Load() || !yield(place+i, item) {
					return
				}
			}
			clear(taken[:n]) // or they would stay reachable
		}
	}
}

// half is how much of the room one side works with at a time, while the other
// side has the other half: take takes no more, and who waits for room is woken
// when that much is free, not for each item.
func (l *link[T]) half() int { return max(1, l.room/2) }

// buffer returns space for up to n items for take.
func (l *link[T]) buffer(n int) []T { return make([]T, min(n, l.half())) }

// take moves the first items into a slice, as many as there are and fit, and
// returns the place of the first and their number. It blocks until there is at
// least one, or an alarm. It reports false when the link is closed and empty.
func (l *link[T]) take(into []T) (place, n int, more bool) {
	l.mu.Lock()
	for l.head == l.tail && !l.closed && !l.alarm {
		l.await(&l.items, &l.takers)
	}
	if l.head == l.tail && !l.alarm {
		l.mu.Unlock()
		return 0, 0, false
	}
	l.alarm = false
	place, n = l.head, min(l.tail-l.head, len(into))
	l.move(into[:n])
	wake := l.putters > 0 && l.room-(l.tail-l.head) >= l.half()
	l.mu.Unlock()
	if wake {
		l.space.Broadcast()
	}
	return place, n, true
}

// move moves items out of the slots. The caller holds l.mu.
func (l *link[T]) move(into []T) {
	first := l.slots[l.head&l.mask:]
	first = first[:min(len(into), len(first))]
	rest := l.slots[:copy(into[copy(into, first):], l.slots)]
	if !l.borrowed {
		clear(first) // or they would stay reachable
		clear(rest)
	}
	l.head += len(into)
}

// await waits on one of the conditions, and counts the caller meanwhile.
func (l *link[T]) await(c *sync.Cond, waiting *int) {
	*waiting++
	c.Wait()
	*waiting--
}
