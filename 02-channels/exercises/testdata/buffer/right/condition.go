// Another way: one goroutine receives, another sends, and the sender waits on a condition variable for items. Wait knows no context, so its end must broadcast too.
package exercises

import (
	"context"
	"sync"
)

func Buffer[T any](ctx context.Context, in <-chan T) <-chan T {
	var (
		mu     sync.Mutex // guards stored and over
		change = sync.NewCond(&mu)
		stored []T
		over   bool // nothing more comes
	)
	go func() {
		defer func() {
			mu.Lock()
			defer mu.Unlock()
			over = true
			change.Broadcast()
		}()
		for {
			select {
			case item, ok := <-in:
				if !ok {
					return
				}
				mu.Lock()
				stored = append(stored, item)
				change.Signal()
				mu.Unlock()
			case <-ctx.Done():
				return
			}
		}
	}()
	take := func() (item T, ok bool) {
		mu.Lock()
		defer mu.Unlock()
		for len(stored) == 0 && !over {
			change.Wait()
		}
		if len(stored) == 0 {
			return item, false
		}
		item = stored[0]
		stored = stored[1:]
		return item, true
	}
	out := make(chan T, 1) // room for one, so that taking and sending can overlap
	go func() {
		defer close(out)
		for {
			item, ok := take()
			if !ok {
				return
			}
			select {
			case out <- item:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
