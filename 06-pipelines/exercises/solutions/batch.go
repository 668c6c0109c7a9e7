package exercises

import (
	"context"
	"time"
)

// Batch returns a channel that delivers the values from in, in the same order, in
// batches of at most size values. A batch is sent when it is full, or wait has
// passed since its first value came, or in was closed.
func Batch[T any](ctx context.Context, in <-chan T, size int, wait time.Duration) <-chan []T {
	out := make(chan []T)
	go func() { // ends when in is closed or ctx ends
		defer close(out)
		for {
			batch, more := fill(ctx, in, size, wait)
			if len(batch) > 0 {
				select {
				case out <- batch:
				case <-ctx.Done():
					return
				}
			}
			if !more {
				return
			}
		}
	}()
	return out
}

// fill waits for a batch that is due and returns it. more is false if it is the
// last one, which may be empty.
func fill[T any](ctx context.Context, in <-chan T, size int, wait time.Duration) (batch []T, more bool) {
	var due <-chan time.Time // nil until there is a first value
	for len(batch) < size {
		select {
		case v, ok := <-in:
			if !ok {
				return batch, false
			}
			batch = append(batch, v)
			if due == nil {
				due = time.After(wait)
			}
		case <-due:
			return batch, true
		case <-ctx.Done():
			return nil, false
		}
	}
	return batch, true
}
