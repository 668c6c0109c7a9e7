// Mistake: each watcher has a second. One that has stalled costs everybody a second at every price, since all of it happens under the lock.
package exercises

import (
	"sync"
	"time"
)

type Board struct {
	mu       sync.Mutex // guards the rest
	watchers map[int]chan int
	next     int // the number of the next watcher
}

func NewBoard() *Board {
	return &Board{watchers: map[int]chan int{}}
}

func (b *Board) Set(price int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, watcher := range b.watchers {
		select {
		case watcher <- price:
		case <-time.After(time.Second):
		}
	}
}

func (b *Board) Watch() (prices <-chan int, stop func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	watcher, number := make(chan int), b.next
	b.watchers[number] = watcher
	b.next++
	return watcher, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		if _, ok := b.watchers[number]; ok {
			delete(b.watchers, number)
			close(watcher)
		}
	}
}
