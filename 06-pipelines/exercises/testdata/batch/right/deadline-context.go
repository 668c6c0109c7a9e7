// Another way: each batch has a context of its own, which ends with its time, with the caller's, or when the batch was sent. Two reasons in one channel; each batch costs a context, and the reason must be asked for.
package exercises

import (
	"context"
	"time"
)

func Batch[T any](ctx context.Context, in <-chan T, size int, wait time.Duration) <-chan []T {
	out := make(chan []T)
	go func() {
		defer close(out)
		for open := true; open; {
			var first T
			select {
			case first, open = <-in:
				if !open {
					return
				}
			case <-ctx.Done():
				return
			}
			batch := make([]T, 0, size)
			batch = append(batch, first)
			batch, open = gather(ctx, in, batch, wait)
			if ctx.Err() != nil {
				return
			}
			select {
			case out <- batch:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

// gather adds values to a batch until it is full or its time is over. It returns
// false when in was closed.
func gather[T any](ctx context.Context, in <-chan T, batch []T, wait time.Duration) ([]T, bool) {
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	for len(batch) < cap(batch) {
		select {
		case v, ok := <-in:
			if !ok {
				return batch, false
			}
			batch = append(batch, v)
		case <-ctx.Done():
			return batch, true
		}
	}
	return batch, true
}
