// Mistake: where it waits for a receiver, the end of ctx leads to a break, which leaves the select and not the loop: it may take another value, to drop that too.
package exercises

import (
	"context"
	"sync"
)

func Merge[T any](ctx context.Context, ins ...<-chan T) <-chan T {
	out := make(chan T)
	var forwarders sync.WaitGroup
	for _, in := range ins {
		forwarders.Go(func() {
			for {
				select {
				case v, ok := <-in:
					if !ok {
						return
					}
					select {
					case out <- v:
					case <-ctx.Done():
						break
					}
				case <-ctx.Done():
					return
				}
			}
		})
	}
	go func() {
		forwarders.Wait()
		close(out)
	}()
	return out
}
