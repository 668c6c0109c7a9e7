// Mistake: one goroutine appends to the slice and another takes from it, and no lock is between them.
package exercises

import "context"

func Buffer[T any](ctx context.Context, in <-chan T) <-chan T {
	var stored []T
	over := make(chan struct{})
	news := make(chan struct{}, 1)
	go func() {
		defer close(over)
		for {
			select {
			case item, ok := <-in:
				if !ok {
					return
				}
				stored = append(stored, item)
				select {
				case news <- struct{}{}:
				default:
				}
			case <-ctx.Done():
				return
			}
		}
	}()
	out := make(chan T)
	go func() {
		defer close(out)
		for {
			for len(stored) > 0 {
				select {
				case out <- stored[0]:
					stored = stored[1:]
				case <-ctx.Done():
					return
				}
			}
			select {
			case <-news:
			case <-over:
				if len(stored) == 0 {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
