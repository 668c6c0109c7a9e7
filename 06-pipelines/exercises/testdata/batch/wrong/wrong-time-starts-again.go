// Mistake: time.After stands in the select, so every value sets the time back; where values keep coming slowly, the first one waits until the batch is full.
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
			case <-time.After(wait):
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
			batch = nil
		}
	}()
	return out
}
