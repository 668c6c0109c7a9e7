package exercises

import (
	"context"
	"sync"
)

// Merge returns a channel that delivers the values of all channels in ins, each
// channel's in order. It is closed when all of them are, or when ctx ends.
func Merge[T any](ctx context.Context, ins ...<-chan T) <-chan T {
	out := make(chan T)
	var forwarders sync.WaitGroup
	for _, in := range ins {
		forwarders.Go(func() { forward(ctx, in, out) })
	}
	go func() { // ends when all forwarders have
		forwarders.Wait()
		close(out)
	}()
	return out
}

// forward ends when in is closed or ctx has ended. It may wait for either side,
// and looks at ctx while it does.
func forward[T any](ctx context.Context, in <-chan T, out chan<- T) {
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
}
