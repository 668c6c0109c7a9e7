// Mistake: the break at the end of ctx leaves the select, and not the loop; there the next value may be as ready as the end is, and is taken and dropped.
package exercises

import (
	"context"
	"time"
)

func Batch[T any](ctx context.Context, in <-chan T, size int, wait time.Duration) <-chan []T {
	out := make(chan []T)
	go func() {
		defer close(out)
		var items []T
		var late <-chan time.Time
		for {
			select {
			case <-ctx.Done():
				return
			case v, ok := <-in:
				if !ok {
					if len(items) > 0 {
						select {
						case out <- items:
						case <-ctx.Done():
						}
					}
					return
				}
				items = append(items, v)
				if len(items) == 1 {
					late = time.After(wait)
				}
				if len(items) < size {
					continue
				}
			case <-late:
			}
			select {
			case out <- items:
			case <-ctx.Done():
				break
			}
			items, late = nil, nil
		}
	}()
	return out
}
