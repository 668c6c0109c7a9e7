package exercises

// A BoundedQueue holds up to a fixed number of items, first in, first out. Any
// number of goroutines may call its methods at the same time.
type BoundedQueue[T any] struct {
	// Add the fields that you need. A sync.Cond is meant to be among them.
}

// NewBoundedQueue returns an empty queue with room for capacity items, which is
// at least 1.
func NewBoundedQueue[T any](capacity int) *BoundedQueue[T] {
	panic("not implemented")
}

// Put appends item and returns true. While the queue is full it waits. After
// Close it returns false, also if it was waiting, and the item was not appended.
//
// Who waits, here or in Get, is blocked: it neither spins nor sleeps.
func (q *BoundedQueue[T]) Put(item T) bool {
	panic("not implemented")
}

// Get takes the oldest item and returns it with true. While the queue is empty
// it waits. After Close it returns what is left, and then, also if it was
// waiting, the zero value and false.
func (q *BoundedQueue[T]) Get() (T, bool) {
	panic("not implemented")
}

// Close says that no more items come. It returns at once. It may be called by
// any goroutine, any number of times.
func (q *BoundedQueue[T]) Close() {
	panic("not implemented")
}
