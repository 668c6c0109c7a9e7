// Mistake: batch[:0] keeps the memory to save an allocation; the receiver's batch and the one that is being gathered are the same array.
package exercises

import (
	"context"
	"time"
)

func Batch[T any](ctx context.Context, in <-chan T, size int, wait time.Duration) <-chan []T {
	out := make(chan []T)
	go func() {
		defer close(out)
		batch := make([]T, 0, size)
		var due <-chan time.Time
		for in != nil {
			select {
			case v, ok := <-in:
				if !ok {
					in = nil
					break
				}
				batch = append(batch, v)
				if due == nil {
					due = time.After(wait)
				}
				if len(batch) < size {
					continue
				}
			case <-due:
			case <-ctx.Done():
				return
			}
			if len(batch) == 0 {
				continue
			}
			select {
			case out <- batch:
			case <-ctx.Done():
				return
			}
			batch, due = batch[:0], nil
		}
	}()
	return out
}
