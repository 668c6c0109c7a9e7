// Mistake: Put wakes somebody only if the queue was empty, and Get only if it was full. Several may wait: of three items put in a row only the first wakes one, and two go on waiting beside items.
package exercises

import "sync"

// A BoundedQueue holds up to a fixed number of items, first in, first out. Any
// number of goroutines may call its methods at the same time.
type BoundedQueue[T any] struct {
	mu       sync.Mutex // guards items and closed
	notFull  *sync.Cond // signalled when an item was taken
	notEmpty *sync.Cond // signalled when an item was put
	capacity int
	items    []T
	closed   bool
}

// NewBoundedQueue returns an empty queue with room for capacity items, which is
// at least 1.
func NewBoundedQueue[T any](capacity int) *BoundedQueue[T] {
	q := &BoundedQueue[T]{capacity: capacity}
	q.notFull = sync.NewCond(&q.mu)
	q.notEmpty = sync.NewCond(&q.mu)
	return q
}

// Put appends item and returns true. While the queue is full it waits. After
// Close it returns false, also if it was waiting, and the item was not appended.
//
// Who waits, here or in Get, is blocked: it neither spins nor sleeps.
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
	if len(q.items) == 1 { // it was empty
		q.notEmpty.Signal()
	}
	return true
}

// Get takes the oldest item and returns it with true. While the queue is empty
// it waits. After Close it returns what is left, and then, also if it was
// waiting, the zero value and false.
func (q *BoundedQueue[T]) Get() (T, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == 0 && !q.closed {
		q.notEmpty.Wait()
	}
	var item T
	if len(q.items) == 0 {
		return item, false
	}
	item = q.items[0]
	q.items = q.items[1:]
	if len(q.items) == q.capacity-1 { // it was full
		q.notFull.Signal()
	}
	return item, true
}

// Close says that no more items come. It returns at once. It may be called by
// any goroutine, any number of times.
func (q *BoundedQueue[T]) Close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.notFull.Broadcast()
	q.notEmpty.Broadcast()
}
