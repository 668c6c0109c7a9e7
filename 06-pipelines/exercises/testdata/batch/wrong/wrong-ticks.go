// Mistake: a ticker says when to send, whatever has come and when; batches are sent early, and empty ones where nothing comes.
package exercises

import (
	"context"
	"time"
)

func Batch[T any](ctx context.Context, in <-chan T, size int, wait time.Duration) <-chan []T {
	out := make(chan []T)
	go func() {
		defer close(out)
		ticker := time.NewTicker(wait)
		defer ticker.Stop()
		var batch []T
		for in != nil {
			select {
			case v, ok := <-in:
				if !ok {
					in = nil
					break
				}
				if batch = append(batch, v); len(batch) < size {
					continue
				}
			case <-ticker.C:
			case <-ctx.Done():
				return
			}
			if in == nil && len(batch) == 0 {
				return
			}
			select {
			case out <- batch:
			case <-ctx.Done():
				return
			}
			batch = nil
		}
	}()
	return out
}
