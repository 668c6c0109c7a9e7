// Mistake: stop takes the watcher from the list, and leaves its channel open: then nobody sends to a closed one, and the loop over it waits for ever.
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
		}
	}
}
