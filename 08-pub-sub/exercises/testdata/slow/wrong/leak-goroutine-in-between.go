// Mistake: a goroutine for each watcher waits in its place. It waits for ever when the watcher has gone; and what it holds in hand meanwhile grows old.
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
		select {
		case <-watcher: // an older price, that nobody has received
		default:
		}
		watcher <- price // there is room: nobody else sends while the lock is held
	}
}

func (b *Board) Watch() (<-chan int, func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	watcher, number := make(chan int, 1), b.next
	prices := make(chan int)
	go func() {
		defer close(prices)
		for price := range watcher {
			prices <- price
		}
	}()
	b.watchers[number] = watcher
	b.next++
	return prices, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		if _, ok := b.watchers[number]; ok {
			delete(b.watchers, number)
			close(watcher)
		}
	}
}
