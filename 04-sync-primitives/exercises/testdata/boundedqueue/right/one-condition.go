// Another way: one condition for everything, and every change is broadcast. Less to get wrong; each change wakes all that wait, and most of them go back to sleep. The items lie in a ring, which never grows.
package exercises

import "sync"

type BoundedQueue[T any] struct {
	change *sync.Cond // its lock guards the other fields
	ring   []T
	first  int // where the oldest item lies
	count  int
	closed bool
}

func NewBoundedQueue[T any](capacity int) *BoundedQueue[T] {
	return &BoundedQueue[T]{change: sync.NewCond(new(sync.Mutex)), ring: make([]T, capacity)}
}

func (q *BoundedQueue[T]) Put(item T) bool {
	q.change.L.Lock()
	defer q.change.L.Unlock()
	for !q.closed && q.count == len(q.ring) {
		q.change.Wait()
	}
	if q.closed {
		return false
	}
	q.ring[(q.first+q.count)%len(q.ring)] = item
	q.count++
	q.change.Broadcast()
	return true
}

func (q *BoundedQueue[T]) Get() (item T, ok bool) {
	q.change.L.Lock()
	defer q.change.L.Unlock()
	for !q.closed && q.count == 0 {
		q.change.Wait()
	}
	if q.count == 0 {
		return item, false
	}
	var none T
	item, q.ring[q.first] = q.ring[q.first], none // nobody else keeps it alive
	q.first = (q.first + 1) % len(q.ring)
	q.count--
	q.change.Broadcast()
	return item, true
}

func (q *BoundedQueue[T]) Close() {
	q.change.L.Lock()
	defer q.change.L.Unlock()
	q.closed = true
	q.change.Broadcast()
}
