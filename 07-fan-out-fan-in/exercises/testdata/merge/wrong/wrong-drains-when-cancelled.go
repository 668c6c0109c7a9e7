// Mistake: when ctx ends it empties the channels, to be kind to their senders; what it takes there is lost.
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
						return
					}
				case <-ctx.Done():
					drain(in)
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

func drain[T any](in <-chan T) {
	for {
		select {
		case _, ok := <-in:
			if !ok {
				return
			}
		default:
			return
		}
	}
}
