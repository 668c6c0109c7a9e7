// Another way: instead of a condition, a channel that is closed at the next change and replaced by a new one. Who waits could wait for a context in the same select, which a sync.Cond can't; each change costs a channel.
package exercises

import "sync"

type BoundedQueue[T any] struct {
	mu       sync.Mutex // guards the other fields
	change   chan struct{}
	capacity int
	items    []T
	closed   bool
}

func NewBoundedQueue[T any](capacity int) *BoundedQueue[T] {
	return &BoundedQueue[T]{capacity: capacity, change: make(chan struct{})}
}

// wait gives the lock back until the next change.
func (q *BoundedQueue[T]) wait() {
	change := q.change
	q.mu.Unlock()
	<-change
	q.mu.Lock()
}

// changed wakes all that wait.
func (q *BoundedQueue[T]) changed() {
	close(q.change)
	q.change = make(chan struct{})
}

func (q *BoundedQueue[T]) Put(item T) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == q.capacity && !q.closed {
		q.wait()
	}
	if q.closed {
		return false
	}
	q.items = append(q.items, item)
	q.changed()
	return true
}

func (q *BoundedQueue[T]) Get() (item T, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == 0 && !q.closed {
		q.wait()
	}
	if len(q.items) == 0 {
		return item, false
	}
	item = q.items[0]
	q.items = q.items[1:]
	q.changed()
	return item, true
}

func (q *BoundedQueue[T]) Close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.changed()
}
