// Mistake: when in is closed it returns, with values in its hands; the last batch is lost, unless it happened to be full.
package exercises

import (
	"context"
	"time"
)

func Batch[T any](ctx context.Context, in <-chan T, size int, wait time.Duration) <-chan []T {
	out := make(chan []T)
	go func() {
		defer close(out)
		var batch []T
		var due <-chan time.Time
		for {
			select {
			case v, ok := <-in:
				if !ok {
					return
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
			select {
			case out <- batch:
			case <-ctx.Done():
				return
			}
			batch, due = nil, nil
		}
	}()
	return out
}
