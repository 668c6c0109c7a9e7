// Mistake: the timer's function sends on a channel without room; where it fires at the moment when the batch fills, nobody receives any more, and its goroutine waits for ever.
package exercises

import (
	"context"
	"time"
)

func Batch[T any](ctx context.Context, in <-chan T, size int, wait time.Duration) <-chan []T {
	out := make(chan []T)
	go func() {
		defer close(out)
		for more := true; more; {
			var batch []T
			if batch, more = fill(ctx, in, size, wait); len(batch) == 0 {
				continue
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

// fill waits for a batch that is due and returns it. more is false if it is the
// last one, which may be empty.
func fill[T any](ctx context.Context, in <-chan T, size int, wait time.Duration) (batch []T, more bool) {
	due := make(chan struct{})
	for len(batch) < size {
		select {
		case v, ok := <-in:
			if !ok {
				return batch, false
			}
			if batch = append(batch, v); len(batch) == 1 {
				timer := time.AfterFunc(wait, func() { due <- struct{}{} })
				defer timer.Stop()
			}
		case <-due:
			return batch, true
		case <-ctx.Done():
			return nil, false
		}
	}
	return batch, true
}
