// Mistake: two goroutines share the work; both call next, nothing orders their calls, and the order of the values is lost.
package exercises

import (
	"context"
	"sync"
)

func Generate[T any](ctx context.Context, next func() (T, bool)) <-chan T {
	out := make(chan T)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for {
				v, ok := next()
				if !ok {
					return
				}
				select {
				case out <- v:
				case <-ctx.Done():
					return
				}
			}
		})
	}
	go func() {
		wg.Wait()
		close(out)
	}()
	return out
}
