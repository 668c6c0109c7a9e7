// Another way: a goroutine for each watcher offers the newest price, and takes a newer one in its place while it waits. The channel needs no buffer, and a price that was taken back is never received; a goroutine costs 2 KiB at least.
package exercises

import (
	"maps"
	"sync"
)

type Board struct {
	mu       sync.Mutex // guards watchers, and held by Set: one price after the other
	watchers map[chan int]chan struct{}
}

func NewBoard() *Board {
	return &Board{watchers: map[chan int]chan struct{}{}}
}

func (b *Board) Set(price int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for news := range maps.Keys(b.watchers) {
		news <- price // its goroutine is always ready to receive
	}
}

func (b *Board) Watch() (<-chan int, func()) {
	prices, news, done := make(chan int), make(chan int), make(chan struct{})
	b.mu.Lock()
	defer b.mu.Unlock()
	b.watchers[news] = done
	go offer(prices, news, done)
	return prices, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		if _, ok := b.watchers[news]; ok {
			delete(b.watchers, news)
			close(done)
		}
	}
}

// offer ends when done is closed.
func offer(prices chan<- int, news <-chan int, done <-chan struct{}) {
	defer close(prices)
	var newest int
	var to chan<- int // nil while there is nothing to offer
	for {
		select {
		case newest = <-news:
			to = prices
		case to <- newest:
			to = nil
		case <-done:
			return
		}
	}
}
