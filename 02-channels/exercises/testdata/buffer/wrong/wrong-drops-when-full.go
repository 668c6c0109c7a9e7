// Mistake: when the channel is full, items are thrown away: nobody waits, and nobody gets them.
package exercises

import "context"

func Buffer[T any](ctx context.Context, in <-chan T) <-chan T {
	out := make(chan T, 1024)
	go func() {
		defer close(out)
		for {
			select {
			case item, ok := <-in:
				if !ok {
					return
				}
				select {
				case out <- item:
				default:
				}
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
