// Another way: one goroutine receives, another sends, and a slice under a lock lies between them; a channel with room for one says that there is news. Neither side waits for the other's lock for long; two goroutines and a wake-up for what one select does.
package exercises

import (
	"context"
	"sync"
)

func Buffer[T any](ctx context.Context, in <-chan T) <-chan T {
	var (
		mu     sync.Mutex // guards stored and over
		stored []T
		over   bool
		news   = make(chan struct{}, 1)
	)
	tell := func() {
		select {
		case news <- struct{}{}:
		default: // somebody has told, and nobody has looked yet
		}
	}
	go func() {
		for {
			select {
			case item, ok := <-in:
				mu.Lock()
				if ok {
					stored = append(stored, item)
				}
				over = !ok
				mu.Unlock()
				tell()
				if !ok {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}()

	out := make(chan T)
	go func() {
		defer close(out)
		for {
			mu.Lock()
			batch, last := stored, over
			stored = nil
			mu.Unlock()
			for _, item := range batch {
				select {
				case out <- item:
				case <-ctx.Done():
					return
				}
			}
			if last {
				return
			}
			select {
			case <-news:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
