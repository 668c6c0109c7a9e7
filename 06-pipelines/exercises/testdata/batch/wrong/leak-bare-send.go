// Mistake: it waits for ctx while it gathers, and not while it sends; a batch that nobody receives any more holds the goroutine for ever.
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
			if len(batch) > 0 {
				out <- batch
			}
			batch, due = nil, nil
		}
	}()
	return out
}
