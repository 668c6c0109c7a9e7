package fan

import (
	"context"
	"iter"
	"sync"
)

// Merge yields what comes out of the channels, until all of them are closed or
// ctx ends; ctx.Err tells which. The values of one channel keep their order.
//
// The loop blocks while there is no value. When it is left, it waits for the
// goroutines that read from the channels, which it has told to stop. Each of
// them may by then have received one value that is handed to nobody: if that
// must not happen, read to the end. A nil channel, which has no values and is
// never closed, keeps the loop going until ctx ends.
//
// For two or three channels a select that sets to nil the one that is closed
// does with no goroutine at all, and loses nothing.
func Merge[T any](ctx context.Context, ins ...<-chan T) iter.Seq[T] {
	return func(yield func(T) bool) {
		ctx, cancel := context.WithCancel(ctx)
		out := make(chan T) // closed when all forwarders have ended
		var forwarders sync.WaitGroup
		for _, in := range ins {
			forwarders.Go(func() { forward(ctx, in, out) })
		}
		go func() { // ends when all forwarders have ended
			forwarders.Wait()
			close(out)
		}()
		defer func() {
			cancel()
			for range out { // until it is closed
			}
		}()
		for value := range out {
			if ctx.Err() != nil || !yield(value) {
				return
			}
		}
	}
}

// forward ends when in is closed or ctx has ended.
func forward[T any](ctx context.Context, in <-chan T, out chan<- T) {
	for {
		select {
		case <-ctx.Done():
			return
		case value, ok := <-in:
			if !ok {
				return
			}
			select {
			case <-ctx.Done():
				return
			case out <- value:
			}
		}
	}
}
