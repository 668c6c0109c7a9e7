// Another way: Set copies the list and shows the price under a lock for each watcher; a second lock lets one Set come after the other. Who comes or goes waits for one watcher's lock at most, and there are three kinds of locks to keep apart.
package exercises

import (
	"slices"
	"sync"
)

type Board struct {
	setting sync.Mutex // held by Set: all watchers see the same price last

	mu       sync.Mutex // guards watchers
	watchers []*watcher // never changed, only replaced
}

type watcher struct {
	mu     sync.Mutex // guards closed, and sends and close
	prices chan int
	closed bool
}

func NewBoard() *Board { return &Board{} }

func (b *Board) Set(price int) {
	b.setting.Lock()
	defer b.setting.Unlock()
	b.mu.Lock()
	watchers := b.watchers
	b.mu.Unlock()
	for _, w := range watchers {
		w.show(price)
	}
}

func (w *watcher) show(price int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return
	}
	for {
		select {
		case w.prices <- price:
			return
		default:
		}
		select {
		case <-w.prices:
		default: // it has been received meanwhile
		}
	}
}

func (b *Board) Watch() (<-chan int, func()) {
	w := &watcher{prices: make(chan int, 1)}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.watchers = append(slices.Clone(b.watchers), w)
	return w.prices, func() {
		b.remove(w)
		w.mu.Lock()
		defer w.mu.Unlock()
		if !w.closed {
			w.closed = true
			close(w.prices)
		}
	}
}

func (b *Board) remove(w *watcher) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.watchers = slices.DeleteFunc(slices.Clone(b.watchers), func(other *watcher) bool { return other == w })
}
