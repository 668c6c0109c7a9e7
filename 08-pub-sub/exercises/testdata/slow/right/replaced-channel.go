// Another way: Set closes a channel and replaces it, and knows no watchers; a goroutine for each waits for that and offers the newest price. It has to look for the end before it offers, since select takes one of two at random; a goroutine costs 2 KiB at least.
package exercises

import "sync"

type Board struct {
	mu      sync.Mutex // guards price and changed
	price   int
	changed chan struct{} // closed, and replaced, by Set
}

func NewBoard() *Board {
	return &Board{changed: make(chan struct{})}
}

func (b *Board) Set(price int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.price = price
	close(b.changed)
	b.changed = make(chan struct{})
}

func (b *Board) get() (int, <-chan struct{}) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.price, b.changed
}

func (b *Board) Watch() (<-chan int, func()) {
	prices, done := make(chan int), make(chan struct{})
	_, changed := b.get()
	go b.offer(prices, changed, done)
	return prices, sync.OnceFunc(func() { close(done) })
}

// offer ends when done is closed.
func (b *Board) offer(prices chan<- int, changed, done <-chan struct{}) {
	defer close(prices)
	var newest int
	var to chan<- int // nil while there is nothing to offer
	for {
		select {
		case <-changed:
			newest, changed = b.get()
			to = prices
		case to <- newest:
			to = nil
		case <-done:
			return
		}
		select { // what was taken after the end is not offered
		case <-done:
			return
		default:
		}
	}
}
