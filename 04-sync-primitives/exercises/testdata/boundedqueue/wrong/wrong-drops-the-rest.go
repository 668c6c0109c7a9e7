// Mistake: after Close it returns false at once, and what the queue still held is lost.
package exercises

import "sync"

type BoundedQueue[T any] struct {
	mu       sync.Mutex // guards items and closed
	notFull  *sync.Cond // signalled when an item was taken
	notEmpty *sync.Cond // signalled when an item was put
	capacity int
	items    []T
	closed   bool
}

func NewBoundedQueue[T any](capacity int) *BoundedQueue[T] {
	q := &BoundedQueue[T]{capacity: capacity}
	q.notFull = sync.NewCond(&q.mu)
	q.notEmpty = sync.NewCond(&q.mu)
	return q
}

func (q *BoundedQueue[T]) Put(item T) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == q.capacity && !q.closed {
		q.notFull.Wait()
	}
	if q.closed {
		return false
	}
	q.items = append(q.items, item)
	q.notEmpty.Signal()
	return true
}

func (q *BoundedQueue[T]) Get() (T, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == 0 && !q.closed {
		q.notEmpty.Wait()
	}
	var item T
	if q.closed {
		return item, false
	}
	item = q.items[0]
	q.items = q.items[1:]
	q.notFull.Signal()
	return item, true
}

func (q *BoundedQueue[T]) Close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.notFull.Broadcast()
	q.notEmpty.Broadcast()
}
