// Mistake: it gives back the lock before it sends. Now stop does not wait, and closes the channel that Set is about to send to.
package exercises

import (
	"maps"
	"slices"
	"sync"
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
	watchers := slices.Collect(maps.Values(b.watchers))
	b.mu.Unlock()
	for _, watcher := range watchers {
		select {
		case <-watcher: // an older price, that nobody has received
		default:
		}
		select {
		case watcher <- price:
		default:
		}
	}
}

func (b *Board) Watch() (prices <-chan int, stop func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	watcher, number := make(chan int, 1), b.next // room for the newest price
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
