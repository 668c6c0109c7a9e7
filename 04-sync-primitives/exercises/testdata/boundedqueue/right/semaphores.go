// Another way: no condition: one channel counts the free places, another carries the items, and a lock that senders share keeps Close away from a send. The waiting is the channels' own; to close takes the most thought.
package exercises

import "sync"

type BoundedQueue[T any] struct {
	free   chan struct{} // a token for each place that is taken or promised
	items  chan T        // has room for all that hold a token; closed by Close
	over   chan struct{} // closed first, for those who wait for a place
	once   sync.Once
	ending sync.RWMutex // read-held to send to items, held to close it
}

func NewBoundedQueue[T any](capacity int) *BoundedQueue[T] {
	return &BoundedQueue[T]{
		free:  make(chan struct{}, capacity),
		items: make(chan T, capacity),
		over:  make(chan struct{}),
	}
}

func (q *BoundedQueue[T]) Put(item T) bool {
	select {
	case q.free <- struct{}{}:
	case <-q.over:
		return false
	}
	q.ending.RLock()
	defer q.ending.RUnlock()
	select {
	case <-q.over:
		return false
	default:
		q.items <- item // has room
		return true
	}
}

func (q *BoundedQueue[T]) Get() (T, bool) {
	item, ok := <-q.items
	if ok {
		<-q.free
	}
	return item, ok
}

func (q *BoundedQueue[T]) Close() {
	q.once.Do(func() {
		q.ending.Lock()
		defer q.ending.Unlock()
		close(q.over)
		close(q.items)
	})
}
