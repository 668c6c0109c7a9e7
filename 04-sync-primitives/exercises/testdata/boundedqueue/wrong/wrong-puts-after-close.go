// Mistake: a channel and a second one that is closed at the end; where there is room after Close both cases of Put's select are ready, and it picks either.
package exercises

import "sync"

type BoundedQueue[T any] struct {
	items chan T
	end   chan struct{} // closed by Close
	once  sync.Once
}

func NewBoundedQueue[T any](capacity int) *BoundedQueue[T] {
	return &BoundedQueue[T]{items: make(chan T, capacity), end: make(chan struct{})}
}

func (q *BoundedQueue[T]) Put(item T) bool {
	select {
	case q.items <- item:
		return true
	case <-q.end:
		return false
	}
}

func (q *BoundedQueue[T]) Get() (T, bool) {
	select {
	case item := <-q.items:
		return item, true
	case <-q.end:
	}
	select {
	case item := <-q.items: // the rest
		return item, true
	default:
		var none T
		return none, false
	}
}

func (q *BoundedQueue[T]) Close() { q.once.Do(func() { close(q.end) }) }
