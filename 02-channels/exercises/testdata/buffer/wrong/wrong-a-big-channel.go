// Mistake: the store is a channel with much room; when that is full, senders wait.
package exercises

import "context"

func Buffer[T any](ctx context.Context, in <-chan T) <-chan T {
	stored := make(chan T, 1024)
	go func() {
		defer close(stored)
		for {
			select {
			case item, ok := <-in:
				if !ok {
					return
				}
				select {
				case stored <- item:
				case <-ctx.Done():
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}()
	out := make(chan T)
	go func() {
		defer close(out)
		for item := range stored {
			select {
			case out <- item:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
