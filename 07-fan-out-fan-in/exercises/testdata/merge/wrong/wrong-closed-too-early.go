// Mistake: the first channel that ends takes all forwarders with it, and the output is closed while others still have values.
package exercises

import (
	"context"
	"sync"
)

func Merge[T any](ctx context.Context, ins ...<-chan T) <-chan T {
	out := make(chan T)
	ctx, cancel := context.WithCancel(ctx)
	var forwarders sync.WaitGroup
	for _, in := range ins {
		forwarders.Go(func() {
			defer cancel()
			for {
				select {
				case v, ok := <-in:
					if !ok {
						return
					}
					select {
					case out <- v:
					case <-ctx.Done():
						return
					}
				case <-ctx.Done():
					return
				}
			}
		})
	}
	go func() {
		defer cancel()
		forwarders.Wait()
		close(out)
	}()
	return out
}
