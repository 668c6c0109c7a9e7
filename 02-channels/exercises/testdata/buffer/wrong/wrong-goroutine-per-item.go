// Mistake: every item gets a goroutine that waits to send it; a flood of items is a flood of goroutines, and nothing keeps their order.
package exercises

import (
	"context"
	"sync"
)

func Buffer[T any](ctx context.Context, in <-chan T) <-chan T {
	out := make(chan T)
	go func() {
		var wg sync.WaitGroup
		defer func() {
			wg.Wait()
			close(out)
		}()
		for {
			select {
			case item, ok := <-in:
				if !ok {
					return
				}
				wg.Go(func() {
					select {
					case out <- item:
					case <-ctx.Done():
					}
				})
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
