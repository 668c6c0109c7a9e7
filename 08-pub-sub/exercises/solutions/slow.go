package exercises

import "sync"

// A Board shows a price to all who watch it. What counts is the newest price: one
// that somebody has not seen, before the next came, is worth nothing. Any number of
// goroutines may call Set, Watch and stop at the same time.
//
// None of them waits for a watcher, be it slow, stalled or gone; they may wait for
// each other, for a moment. Who waits is blocked: it neither spins nor sleeps. When all
// watchers have stopped, no goroutine of the board is left.
type Board struct {
	mu       sync.Mutex // guards the rest
	watchers map[int]chan int
	next     int // the number of the next watcher
}

// NewBoard returns a board without watchers.
func NewBoard() *Board {
	return &Board{watchers: map[int]chan int{}}
}

// Set shows a price to all watchers: when it has returned, or soon after, it is on
// offer at the channel of each.
//
//   - A watcher that receives after every Set gets every price.
//   - One that was slow gets next the newest price that was set, and none that
//     came before that. Of this it need not be told.
//   - No watcher gets a price twice, or an older one after a newer one.
//
// Of prices that are set at the same time any may be the last, but it is the same one
// for all watchers.
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

// Watch begins to watch. The channel gets the prices whose Set begins after Watch
// has returned, and none whose Set returned before Watch was called.
//
// stop ends that: then, or soon after, the channel is closed, and no price is
// received that was set after stop has returned. A price that was on offer may still
// be received before the close, or is dropped: either is right. stop may be called
// any number of times, by somebody who has stopped to receive, too.
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
