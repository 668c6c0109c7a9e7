// Mistake: room for a thousand prices. It takes longer until the one that has stalled stops the world; then it is the same.
package exercises

import "sync"

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
		watcher <- price
	}
}

func (b *Board) Watch() (prices <-chan int, stop func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	watcher, number := make(chan int, 1000), b.next
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
