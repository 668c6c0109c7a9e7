package fan

import (
	"context"
	"hash/maphash"
	"iter"
	"sync"

	"example.com/mastery/01-goroutines/group"
)

// ByKey calls f on the items of seq in n workers: items with the same key in
// the same worker, one after the other, in their order in seq. Items with
// different keys run at the same time, unless they happen to fall to the same
// worker; which keys do is not the same in the next run of the program.
//
// It blocks until seq has ended and all calls of f have returned. On the first
// error no further item is begun, the context of the calls that are running is
// cancelled, and ByKey returns that error, first in time; items that were taken
// from seq and not begun are dropped. If ctx ends before every item was begun,
// or a call fails after that, or ctx had ended before, it returns ctx's cause.
//
// Memory is bounded: at most 64 items wait in front of a worker, and 64 more
// are those that it took in one go. A worker that falls so far behind stops all
// of them, since seq is not asked for more until there is room: a key that has
// most of the items makes the others as slow as it is.
//
// seq and key run in the goroutine of the caller. If seq can block for long,
// let it end with a context: ByKey notices an error when seq goes on.
func ByKey[T any, K comparable](ctx context.Context, n int, seq iter.Seq[T], key func(T) K, f func(context.Context, T) error) error {
	checkWorkers("ByKey", n)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	stoppable, stop := context.WithCancel(ctx)
	g, inner := group.WithContext(stoppable)
	lanes := make([]lane[T], n)
	defer func() {
		stop()
		_ = g.WaitRecover() // if seq or key panics, that goes on, and not what a call did
	}()
	put := func(item T) bool {
		l := &lanes[maphash.Comparable(seed, key(item))%uint64(n)]
		if l.ready == nil {
			l.begin()
			g.Go(func() error { return l.work(inner, f) })
		}
		return l.put(inner, item)
	}
	dropped := false
	for item := range seq {
		if dropped = !put(item); dropped {
			break
		}
	}
	for i := range lanes {
		lanes[i].close()
	}
	if err := g.Wait(); err != nil || dropped {
		return context.Cause(inner)
	}
	return nil
}

// seed is one for all calls: nothing depends on which keys fall together.
var seed = maphash.MakeSeed()

// A lane is a worker with the queue in front of it. It has one who puts.
type lane[T any] struct {
	ready chan struct{} // tells the worker that it may go on; nil: it has none
	room  chan struct{} // tells the one who puts that it may go on

	mu     sync.Mutex // guards what follows
	items  []T        // at most laneRoom
	closed bool       // nothing will be put, or nobody would take it
	idle   bool       // the worker waits
	full   bool       // the one who puts waits

	_ [64]byte // keeps the next lane's mu out of this one's cache line
}

const laneRoom = 64

func (l *lane[T]) begin() {
	l.ready, l.room = make(chan struct{}, 1), make(chan struct{}, 1)
	l.items = make([]T, 0, laneRoom)
}

// put appends item and blocks until there is room for another one. It returns
// false if ctx has ended.
func (l *lane[T]) put(ctx context.Context, item T) bool {
	if ctx.Err() != nil {
		return false
	}
	l.mu.Lock()
	if l.closed { // ctx has ended since: the worker has left
		l.mu.Unlock()
		return false
	}
	l.items = append(l.items, item)
	wait := len(l.items) == laneRoom
	l.full = wait
	wake := l.idle
	l.idle = false
	l.mu.Unlock()
	if wake {
		signal(l.ready)
	}
	if wait {
		select {
		case <-l.room:
		case <-ctx.Done():
			return false
		}
	}
	return true
}

// close lets the worker end when it has done what is there.
func (l *lane[T]) close() {
	l.mu.Lock()
	l.closed = true
	l.mu.Unlock()
	if l.ready != nil {
		signal(l.ready)
	}
}

// work is the lane's worker: it ends when the lane is closed and empty, or ctx
// has ended, or an item has failed.
func (l *lane[T]) work(ctx context.Context, f func(context.Context, T) error) error {
	batch, ok := l.swap(ctx, make([]T, 0, laneRoom))
	for ok {
		for i := range batch {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			if err := f(ctx, batch[i]); err != nil {
				return err
			}
		}
		clear(batch)
		batch, ok = l.swap(ctx, batch[:0])
	}
	return nil
}

// swap takes all items and leaves an empty slice in their place. It blocks
// while there are none, and returns false if there will be none or ctx has
// ended.
func (l *lane[T]) swap(ctx context.Context, empty []T) ([]T, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for len(l.items) == 0 {
		if l.closed || ctx.Err() != nil {
			l.closed = true // or an item that is put now would be lost without a word
			return nil, false
		}
		l.idle = true
		l.mu.Unlock()
		select {
		case <-l.ready:
		case <-ctx.Done():
		}
		l.mu.Lock()
	}
	full := l.items
	l.items = empty
	if l.full {
		l.full = false
		signal(l.room)
	}
	return full, true
}
