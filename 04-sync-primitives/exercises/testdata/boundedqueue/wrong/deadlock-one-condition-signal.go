// Mistake: senders and receivers wait on one condition, and Signal wakes one of them: perhaps the one that can't go on, and the wake-up is used up.
package exercises

import "sync"

type BoundedQueue[T any] struct {
	mu       sync.Mutex // guards items and closed
	change   *sync.Cond // signalled when something has changed
	capacity int
	items    []T
	closed   bool
}

func NewBoundedQueue[T any](capacity int) *BoundedQueue[T] {
	q := &BoundedQueue[T]{capacity: capacity}
	q.change = sync.NewCond(&q.mu)
	return q
}

func (q *BoundedQueue[T]) Put(item T) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == q.capacity && !q.closed {
		q.change.Wait()
	}
	if q.closed {
		return false
	}
	q.items = append(q.items, item)
	q.change.Signal()
	return true
}

func (q *BoundedQueue[T]) Get() (T, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == 0 && !q.closed {
		q.change.Wait()
	}
	var item T
	if len(q.items) == 0 {
		return item, false
	}
	item = q.items[0]
	q.items = q.items[1:]
	q.change.Signal()
	return item, true
}

func (q *BoundedQueue[T]) Close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.change.Broadcast()
}
