// Mistake: Close waits until the queue is empty; who closes it and then takes the rest waits for itself.
package exercises

import "sync"

type BoundedQueue[T any] struct {
	mu       sync.Mutex // guards items and closed
	changed  *sync.Cond
	items    []T
	closed   bool
	capacity int
}

func NewBoundedQueue[T any](capacity int) *BoundedQueue[T] {
	q := &BoundedQueue[T]{capacity: capacity}
	q.changed = sync.NewCond(&q.mu)
	return q
}

func (q *BoundedQueue[T]) Put(item T) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == q.capacity && !q.closed {
		q.changed.Wait()
	}
	if q.closed {
		return false
	}
	q.items = append(q.items, item)
	q.changed.Broadcast()
	return true
}

func (q *BoundedQueue[T]) Get() (T, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == 0 && !q.closed {
		q.changed.Wait()
	}
	var none T
	if len(q.items) == 0 {
		return none, false
	}
	item := q.items[0]
	q.items = q.items[1:]
	q.changed.Broadcast()
	return item, true
}

func (q *BoundedQueue[T]) Close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.changed.Broadcast()
	for len(q.items) > 0 {
		q.changed.Wait()
	}
}
